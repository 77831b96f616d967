namespace NewsApi.Transport.Operations;

/// <summary>
/// The limits of the transport, each with its unit, its default and the reason for it. The host sets them from its settings.
/// </summary>
public sealed record TransportOptions
{
    /// <summary>
    /// Bytes of one request's body, or of one WebSocket message; beyond it 413 with code <c>HC0010</c>, or close code 1009.
    /// 20 * 1000 * 1024, HotChocolate's default: more than any document, enough for a mutation with a long article. Kestrel's own limit
    /// (30 000 000 bytes) is higher, so this limit applies first.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 20 * 1000 * 1024;

    /// <summary>
    /// The response header with the log position of the response (<see cref="OperationResponse.Result.Cursor"/>); null for none.
    /// </summary>
    public string? CursorHeader { get; init; }

    /// <summary>
    /// The request header with the log position that the response must reach (<see cref="OperationRequest.AtLeast"/>); null for
    /// none.
    /// </summary>
    public string? AtLeastHeader { get; init; }

    /// <summary>
    /// Levels of nesting in a request's JSON; beyond it 400, or close code 4400. 64 is the default of System.Text.Json. A
    /// limit is necessary because variables are processed recursively.
    /// </summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>
    /// The interval of heartbeats on a connection without other traffic: a comment on an event stream, a <c>ping</c> on a
    /// WebSocket. 15 seconds: common proxies close a silent connection after 55 or 60, and a client can detect a dead server in
    /// less than a minute.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a peer may be silent before its connection is closed: no message and no <c>pong</c> on a WebSocket, no bytes accepted on
    /// either. Also how long one WebSocket message may take to arrive. 2 minutes: longer than a suspended tab or a tunnel; until
    /// then a dead peer costs one socket, because no events are buffered for it. Rounded up to heartbeats.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The least delay before an <c>EventSource</c> reconnects (<c>retry:</c>). Each stream gets a random delay between this and
    /// twice this, so that ten thousand do not reconnect at once. 1 second, the shorter end of HTML's "a few seconds": readers
    /// should not notice a restart.
    /// </summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a WebSocket may take to send <c>connection_init</c>; beyond it close code 4408. 10 seconds, HotChocolate's default.
    /// </summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Operations that may run on one WebSocket at the same time; a further one is refused with an <c>error</c> message. 100: no page
    /// shows more live lists, and one client may hold no more results in memory.
    /// </summary>
    public int MaxOperationsPerSocket { get; init; } = 100;

    /// <summary>
    /// WebSockets and event streams that one client address may have open; beyond it 429. 0 means no limit and is the default:
    /// behind a proxy whose forwarding headers are not trusted, or behind an office's router, many clients have one address.
    /// </summary>
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>
    /// How long a stop waits for what is in flight: single results on WebSockets, last events to slow clients, the closing handshake.
    /// Then connections are cut. 5 seconds: half of the shortest stop timeout of container platforms (10 seconds).
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);
}
