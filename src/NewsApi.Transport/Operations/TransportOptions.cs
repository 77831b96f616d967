namespace NewsApi.Transport.Operations;

/// <summary>
/// The limits of the transport, each with its unit, its default and the reason for it. The host sets them from its settings.
/// </summary>
public sealed record TransportOptions
{
    /// <summary>
    /// The largest body of a request, or WebSocket message, in bytes. A larger one gets 413 with code <c>HC0010</c>, or close code 1009.
    /// 20 * 1000 * 1024 is HotChocolate's default: larger than any document, and enough for a mutation with a long article. Kestrel's own
    /// limit (30 000 000 bytes) is higher, so this limit applies first.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 20 * 1000 * 1024;

    /// <summary>
    /// The origins whose pages may call the service, in the syntax of <c>AllowedOrigins</c>. Any: what is public may be shown on any
    /// page, and a page of another origin has no rights of its own.
    /// </summary>
    public string Origins { get; init; } = "any";

    /// <summary>
    /// The response header with the log position of the response (<see cref="OperationResponse.Result.Cursor"/>); null for none.
    /// </summary>
    public string? CursorHeader { get; init; }

    /// <summary>
    /// The request header with the log position that the response must reach (<see cref="OperationRequest.AtLeast"/>); null for none.
    /// </summary>
    public string? AtLeastHeader { get; init; }

    /// <summary>
    /// The largest depth of a request's JSON, in levels. Deeper JSON gets 400, or close code 4400. 64 is the default of System.Text.Json. A
    /// limit is necessary because variables are processed recursively.
    /// </summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>
    /// The interval of heartbeats on a connection without other traffic: a comment on an event stream, a <c>ping</c> on a
    /// WebSocket. 15 seconds: common proxies close a silent connection after 55 or 60 seconds, and a client can detect a dead server in
    /// less than a minute.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a peer may be silent before its connection is closed. A peer is silent on a WebSocket if it sends no message and no
    /// <c>pong</c>, and on either connection if it accepts no bytes. Also the longest time for one WebSocket message to arrive. Rounded up
    /// to heartbeats. 2 minutes: longer than most interruptions of a suspended tab or a train in a tunnel. Until then a dead peer costs
    /// one socket and no more, because no events are buffered for a peer.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The least delay before an <c>EventSource</c> reconnects (<c>retry:</c>). Each stream gets a random delay between this value and its
    /// double, so that ten thousand clients do not reconnect at once. 1 second is the low end of HTML's "a few seconds": readers should not
    /// notice a restart.
    /// </summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a client may take to send <c>connection_init</c>; after that, close code 4408. 10 seconds is HotChocolate's default.
    /// </summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest number of operations on one WebSocket at the same time. A further operation gets an <c>error</c> message. 100: no page
    /// shows more live lists, and each operation can hold one result in memory.
    /// </summary>
    public int MaxOperationsPerSocket { get; init; } = 100;

    /// <summary>
    /// The largest number of open WebSockets and event streams of one client address; a further one gets 429. 0 means no limit and is the
    /// default: behind a proxy whose forwarding headers are not trusted, or behind an office's router, many clients have one address.
    /// </summary>
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>
    /// How long a stop waits for single results on WebSockets, for last events to slow clients, and for the closing handshake. Then
    /// connections are cut. 5 seconds: half of the shortest stop timeout of container platforms (10 seconds).
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);
}
