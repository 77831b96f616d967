namespace NewsApi.Transport.Operations;

/// <summary>The limits of the transport, each with its unit and the reason for its default. The host sets them from its settings.</summary>
public sealed record TransportOptions
{
    /// <summary>
    /// The largest size, in bytes, of a request body or WebSocket message. For a larger body the client gets 413 with code <c>HC0010</c>.
    /// For a larger message it gets close code 1009. The default of 20 * 1000 * 1024 is HotChocolate's default. This is larger than any
    /// GraphQL document, and enough for a mutation with a long article. Kestrel's own limit (30 000 000 bytes) is higher, so this limit
    /// applies first.
    /// </summary>
    public int MaxRequestBytes { get; init; } = 20 * 1000 * 1024;

    /// <summary>
    /// The origins whose pages may call the service, in the syntax of <c>AllowedOrigins</c>. The default allows every origin, because any
    /// page may show public content. This is safe: the service uses no cookies, so a browser adds no rights to the requests of a page. A
    /// page has only the rights of the API key that it sends. A page that sends no key can read only public content.
    /// </summary>
    public string Origins { get; init; } = "any";

    /// <summary>
    /// The name of the response header for the log position of the response (<see cref="OperationResponse.Result.Cursor"/>). Null if no
    /// such header is sent.
    /// </summary>
    public string? CursorHeader { get; init; }

    /// <summary>
    /// The name of the request header for the log position that the response must reach (<see cref="OperationRequest.AtLeast"/>). Null if
    /// no header is read.
    /// </summary>
    public string? AtLeastHeader { get; init; }

    /// <summary>
    /// The largest depth of a request's JSON, in levels. For deeper JSON the client gets 400 over HTTP, and close code 4400 on a WebSocket.
    /// The default of 64 is the default of System.Text.Json. There is a limit because variables are processed recursively, so very deep
    /// variables could overflow the stack.
    /// </summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>
    /// The interval of heartbeats on a connection without other traffic. A heartbeat is a comment on an event stream, and a <c>ping</c> on
    /// a WebSocket. The default is 15 seconds, because common proxies close a silent connection after 55 or 60 seconds. With this interval,
    /// a client can also detect a dead server in less than a minute.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The longest time that a request for a page of events waits for an event. The default of 25 seconds is below the limits of common
    /// proxies and browsers for a response, the shortest of which is 30 seconds. All waits end at multiples of this time of the clock. So
    /// clients that began to wait at different cursors continue at the same cursor, and a cache can answer them with one response.
    /// </summary>
    public TimeSpan PageWait { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// The time after which the connection of a silent client is closed, rounded up to whole heartbeat intervals. A client is silent if it
    /// accepts no bytes. A client of a WebSocket is also silent if it sends no message and no <c>pong</c>. Each WebSocket message must
    /// arrive completely within this time. The default is 2 minutes, because most interruptions are shorter, for example a suspended tab or
    /// a tunnel on a train journey. Until the connection is closed, a dead client costs only one socket, because no events are buffered for
    /// a client.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The shortest delay before an <c>EventSource</c> reconnects (<c>retry:</c>). Each stream gets a random delay between this value and
    /// twice this value, so that ten thousand clients do not reconnect at once. HTML suggests "a few seconds". The default is only 1
    /// second, so that readers do not notice a restart.
    /// </summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The time within which a client must send <c>connection_init</c>; otherwise it gets close code 4408. The default of 10 seconds is
    /// HotChocolate's.
    /// </summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest number of operations on one WebSocket at the same time. A further operation gets an <c>error</c> message. The default is
    /// 100, because no page shows more than 100 live lists. There is a limit because each operation can hold one result in memory.
    /// </summary>
    public int MaxOperationsPerSocket { get; init; } = 100;

    /// <summary>
    /// The largest number of open WebSockets and event streams of the anonymous clients of one address. A further connection gets 429. 0
    /// means no limit. The default of 2 000 is more than the readers behind one router who have the same site open. A flood opens more.
    /// </summary>
    public int MaxConnectionsPerAddress { get; init; } = 2_000;

    /// <summary>
    /// The largest number of open WebSockets and event streams of one API key or user. A further connection gets 429; a WebSocket gets
    /// close code 1013. 0 means no limit. The default of 10 000 is enough for a site's own servers. Readers need no key.
    /// </summary>
    public int MaxConnectionsPerKey { get; init; } = 10_000;

    /// <summary>
    /// The largest number of running subscriptions of one address, API key or user. A further subscription gets an error. 0 means no limit.
    /// The default of 5 000 is half of the different subscriptions that a process allows, so that one client cannot take all of them.
    /// </summary>
    public int MaxSubscriptionsPerClient { get; init; } = 5_000;

    /// <summary>
    /// True if loopback and private addresses have the limits of addresses too. The default is false, because behind a proxy that is not
    /// named, all readers of a site have the private address of the proxy.
    /// </summary>
    public bool LimitPrivateAddresses { get; init; }

    /// <summary>
    /// The time that the service waits when it stops. It waits for single results on WebSockets, for the last events to slow clients, and
    /// for closing handshakes. Then the connections are cut. The default is 5 seconds, half of the shortest stop timeout of container
    /// platforms (10 seconds).
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);
}
