namespace NewsApi.Transport.Repeats;

/// <summary>What the answer to a repeatable request depends on. Requests with equal keys have equal answers at the same moment.</summary>
/// <param name="IsPost">False for GET, and for HEAD, which gets the same answer without its body.</param>
/// <param name="Target">The path and the query string, as the client sent them.</param>
/// <param name="Accept">The header; empty if the request has none.</param>
/// <param name="ContentType">The header; empty for GET.</param>
/// <param name="Body">The bytes of the body; empty for GET.</param>
internal sealed record RequestKey(bool IsPost, string Target, string Accept, string ContentType, byte[] Body)
{
    /// <summary>The memory of the key, in bytes.</summary>
    public long Size => (sizeof(char) * ((long)Target.Length + Accept.Length + ContentType.Length)) + Body.Length;

    /// <summary>Returns the key as a request has it.</summary>
    public RequestView View() => new(IsPost, Target, Accept, ContentType, Body);
}
