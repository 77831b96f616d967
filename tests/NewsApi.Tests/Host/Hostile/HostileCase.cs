namespace NewsApi.Tests.Host.Hostile;

/// <summary>Sends one hostile request, or holds one hostile conversation, and returns what the service answered.</summary>
internal delegate Task<ReceivedAnswer> HostileRequest(HostileTarget target, CancellationToken cancellationToken);

/// <summary>A request that no honest client sends, and the answer that the service documents for it.</summary>
/// <param name="Kind">The table that the case belongs to, such as <c>floods</c>.</param>
/// <param name="Name">What is hostile about the request. No two cases of a kind have the same name.</param>
/// <param name="Request">Sends it.</param>
/// <param name="Answer">The documented answer.</param>
internal sealed record HostileCase(string Kind, string Name, HostileRequest Request, DocumentedAnswer Answer)
{
    /// <summary>The time for which the service waits before it answers, such as for a body that does not come. 0 for most cases.</summary>
    public TimeSpan Patience { get; init; }

    public override string ToString() => $"{Kind}: {Name}";
}
