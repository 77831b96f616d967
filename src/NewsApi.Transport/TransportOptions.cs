namespace NewsApi.Transport;

/// <summary>Every bound of the transport, with its unit, its default and the reason for it. The host fills them from its settings.</summary>
public sealed record TransportOptions
{
    /// <summary>
    /// Bytes of one request's body; beyond it 413 with code <c>HC0010</c>. 20 * 1000 * 1024, HotChocolate's default: more than any document,
    /// enough for a mutation with a long article. Kestrel's own limit (30 000 000 bytes) lies above it, so that ours answers first.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 20 * 1000 * 1024;

    /// <summary>
    /// Levels of nesting in a request's JSON; beyond it 400. 64 is what System.Text.Json writes and reads by default, and a bound is needed
    /// because whoever walks the variables walks them recursively.
    /// </summary>
    public int MaxJsonDepth { get; init; } = 64;
}
