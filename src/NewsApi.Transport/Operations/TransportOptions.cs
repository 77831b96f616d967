namespace NewsApi.Transport.Operations;

/// <summary>Every bound of the transport, with its unit, its default and the reason for it. The host fills them from its settings.</summary>
public sealed record TransportOptions
{
    /// <summary>
    /// Bytes of one request's body, or of one WebSocket message; beyond it 413 with code <c>HC0010</c>, or close code 1009.
    /// 20 * 1000 * 1024, HotChocolate's default: more than any document, enough for a mutation with a long article. Kestrel's own limit
    /// (30 000 000 bytes) lies above it, so that ours answers first.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 20 * 1000 * 1024;

    /// <summary>The response header that tells how fresh an answer is (<see cref="OperationResponse.Result.Cursor"/>); null for none.</summary>
    public string? CursorHeader { get; init; }

    /// <summary>The request header that says how fresh an answer must be (<see cref="OperationRequest.AtLeast"/>); null for none.</summary>
    public string? AtLeastHeader { get; init; }

    /// <summary>
    /// Levels of nesting in a request's JSON; beyond it 400, or close code 4400. 64 is what System.Text.Json writes and reads by default, and
    /// a bound is needed because whoever walks the variables walks them recursively.
    /// </summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>
    /// Time between two signs of life on a quiet connection: a comment on an event stream, a <c>ping</c> on a WebSocket. 15 seconds: common
    /// proxies give up a silent connection after 55 or 60, and a client notices a dead server in less than a minute.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a peer may give no sign before it counts as dead: no message and no <c>pong</c> on a WebSocket, nothing taken off the line on
    /// either. Also how long one WebSocket message may take to arrive. 2 minutes: longer than a sleeping tab or a tunnel, and what a dead
    /// peer costs till then is a socket, because nothing is made ready for it. Rounded up to heartbeats.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long an <c>EventSource</c> waits at least before it comes back (<c>retry:</c>); each stream is told a time between this and twice
    /// this, so that ten thousand do not come back at once. 1 second, HTML's "a few seconds" at its shorter end: a restart should not show.
    /// </summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a WebSocket may take to send <c>connection_init</c>; beyond it close code 4408. 10 seconds, HotChocolate's default.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Operations that may run on one WebSocket at the same time; one more is refused with an <c>error</c> message of its own. 100: no page
    /// shows more live lists, and one client may not hold more results in memory than this.
    /// </summary>
    public int MaxOperationsPerSocket { get; init; } = 100;

    /// <summary>
    /// WebSockets and event streams that one client address may hold open together; beyond it 429. 0 means no bound, and is the default: behind
    /// a proxy whose forwarding headers are not trusted, and behind an office's router, many readers have one address.
    /// </summary>
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>
    /// How long a stop waits for what is on its way: single results on WebSockets, last events to slow readers, the closing handshake.
    /// Then connections are cut. 5 seconds: half of what container platforms give a process at the least (10 seconds).
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);
}
