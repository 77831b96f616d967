namespace NewsApi.Transport.Repeats;

/// <summary>Compares stored requests with each other and with the requests that arrive.</summary>
internal sealed class RequestKeyComparer : IEqualityComparer<RequestKey>, IAlternateEqualityComparer<RequestView, RequestKey>
{
    public static readonly RequestKeyComparer Instance = new();

    public bool Equals(RequestKey? x, RequestKey? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.View().Equals(y));

    public int GetHashCode(RequestKey key) => key.View().GetHashCode();

    public bool Equals(RequestView alternate, RequestKey other) => alternate.Equals(other);

    public int GetHashCode(RequestView alternate) => alternate.GetHashCode();

    public RequestKey Create(RequestView alternate) => alternate.ToKey();
}
