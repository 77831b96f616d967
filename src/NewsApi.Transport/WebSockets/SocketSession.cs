using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Requests;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// Serves one socket of GraphQL over WebSocket, in these steps:
/// 1. wait for <c>connection_init</c>, within a time limit; 2. authenticate the caller, then acknowledge or close; 3. handle messages one
/// after another while operations run concurrently; 4. meanwhile exchange heartbeats; 5. one side closes, the other replies, and the
/// session ends. A session can end because of an invalid message, a stop of the service, a revoked key or silence. The cause determines
/// only the close code and its reason. Step 5 is the same for every cause.
/// </summary>
internal sealed class SocketSession : Heartbeat.IMember
{
    /// <summary>How long the connection stays open after a violation of RFC 6455, so that the client receives the close code.</summary>
    private static readonly TimeSpan ProtocolErrorLinger = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly HttpContext _context;
    private readonly TransportOptions _options;
    private readonly Heartbeat _heartbeat;
    private readonly ServiceStop _stop;
    private readonly ConnectionClient _client;
    private readonly CallerCheck _checkCaller;
    private readonly TimeProvider _time;
    private readonly SendQueue _queue;
    private readonly SocketReader _reader;
    private readonly SocketOperations _operations;
    private readonly ILogger _log;
    private readonly SignOfLife _signs;
    private readonly int _maxSilentBeats;

    // Only the reader changes this field.
    private bool _initSeen;
    private ClaimsPrincipal? _caller;

    // The heartbeat and the reader use this field.
    private int _silentBeats;
    private int _beatsInMessage;

    // Guarded by the lock.
    private readonly Lock _lock = new();
    private Task? _closing;

    public SocketSession(
        WebSocket socket, HttpContext context, IOperationExecutor executor, TransportOptions options, Heartbeat heartbeat,
        SignOfLife signs, ServiceStop stop, ConnectionClient client, CallerCheck checkCaller, TimeProvider time, ILogger log)
    {
        (_socket, _context, _options, _heartbeat, _signs, _stop, _client, _checkCaller, _time, _log) =
            (socket, context, options, heartbeat, signs, stop, client, checkCaller, time, log);
        _queue = new SendQueue(socket);
        _reader = new SocketReader(socket, options.MaxRequestBytes) { OnReceived = () => Volatile.Write(ref _silentBeats, 0) };
        _operations = new SocketOperations(executor, options, client.Subscriptions, signs, _queue, Close, log);
        _maxSilentBeats = heartbeat.CountBeats(options.PeerTimeout);
    }

    int Heartbeat.IMember.Slot { get; set; }

    /// <summary>Serves the socket until it is closed. Does not throw for errors of the client.</summary>
    public async Task RunAsync()
    {
        // 1.
        using var initTimeout = _time.CreateTimer(_ => _ = CloseWithoutInit(), null, _options.InitTimeout, Timeout.InfiniteTimeSpan);
        using var stopping = _stop.Begun.UnsafeRegister(static session => _ = (session as SocketSession)?.DrainAsync(), this);
        using var cut = _stop.Cut.UnsafeRegister(static session => (session as SocketSession)?._socket.Abort(), this);
        _heartbeat.Join(this);
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (WebSocketException violation) when (violation.WebSocketErrorCode is WebSocketError.Faulted)
        {
            // .NET has sent 1002 or 1007. If the request ended now, the connection could be reset before the client has read that code.
            await Task.Delay(ProtocolErrorLinger, _time, _context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception broken) when (IsConnectionFailure(broken))
        {
            // The connection failed, or was aborted after a timeout.
        }
        finally
        {
            // 5.
            _heartbeat.Leave(this);
            _client.Release();
            _operations.Credentials?.Dispose();
            await CloseAsync(SocketClosing.Normal).ConfigureAwait(false);
        }
    }

    /// <summary>Closes an accepted socket without a session, for example because the client does not speak the protocol.</summary>
    public static async Task RejectAsync(WebSocket socket, SocketClosing closing, TimeProvider time, TimeSpan limit)
    {
        closing.CountRejection();
        using var timeout = new CancellationTokenSource(limit, time);
        using var abort = timeout.Token.UnsafeRegister(static socket => (socket as WebSocket)?.Abort(), socket);
        try
        {
            await socket.CloseAsync((WebSocketCloseStatus)closing.Code, closing.Reason, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            // The client disconnected before the close frame.
        }
    }

    /// <summary>
    /// Step 4: counts the heartbeats since the last bytes arrived, and closes the socket of a silent client. Sends a <c>ping</c> if no
    /// other message is being sent. Every client must reply to a <c>ping</c>, so a client that still runs is never silent for long.
    /// </summary>
    public int Beat()
    {
        var inMessage = _reader.InMessage ? Interlocked.Increment(ref _beatsInMessage) : Interlocked.Exchange(ref _beatsInMessage, 0);
        if (Interlocked.Increment(ref _silentBeats) > _maxSilentBeats || inMessage > _maxSilentBeats)
        {
            Close(SocketClosing.Silent);
        }
        else if (Volatile.Read(ref _caller) is not null)
        {
            _ = PingAsync();
        }

        return Heartbeat.Ticks;
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            var (closed, rejection) = await _reader.ReadAsync(HandleOrCloseAsync).ConfigureAwait(false);
            if (closed)
            {
                return;
            }

            if (rejection is not null)
            {
                Close(rejection);
            }

            if (IsClosing)
            {
                // From now on only the client's reply to the close frame matters.
                await _reader.DiscardAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private async ValueTask<SocketClosing?> HandleOrCloseAsync(ReadOnlyMemory<byte> text)
    {
        try
        {
            return await HandleAsync(text).ConfigureAwait(false);
        }
        catch (Exception failure) when (!IsConnectionFailure(failure))
        {
            // The failure of the service may be short. After this code clients reconnect with a delay.
            _log.LogError(failure, "A WebSocket message could not be handled");
            return SocketClosing.Broken;
        }
    }

    private static bool IsConnectionFailure(Exception failure) =>
        failure is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    /// <summary>Step 3: handles one message from the client.</summary>
    private async ValueTask<SocketClosing?> HandleAsync(ReadOnlyMemory<byte> text)
    {
        var (message, rejection) = SocketMessage.Read(text.Span, _options.MaxJsonDepth);
        if (rejection is not null)
        {
            return rejection;
        }

        switch (message.Type)
        {
            case SocketMessageType.ConnectionInit when _initSeen:
                return SocketClosing.TwoInits;
            case SocketMessageType.ConnectionInit:
                Volatile.Write(ref _initSeen, true);
                return await InitAsync(message.Payload).ConfigureAwait(false);
            case SocketMessageType.Ping:
                var pong = SocketMessage.Pong(message.Payload, text.Length);
                await _queue.SendAsync(pong, default, default, CancellationToken.None).ConfigureAwait(false);
                return null;
            case SocketMessageType.Subscribe when _caller is { } caller:
                return await SubscribeAsync(message, text.Length, caller).ConfigureAwait(false);
            case SocketMessageType.Subscribe:
                return SocketClosing.Unauthorized;
            case SocketMessageType.Complete:
                _operations.Complete(message.Id);
                return null;
            default:
                // A pong needs no work, because the arrival of its bytes was counted before.
                return null;
        }
    }

    /// <summary>Step 2: authenticates the caller.</summary>
    private async ValueTask<SocketClosing?> InitAsync(JsonElement payload)
    {
        switch (await _checkCaller(_context, payload, _context.RequestAborted).ConfigureAwait(false))
        {
            case CallerAnswer.Known known when !_client.TryAcquire(known.Caller):
                return SocketClosing.TooManyConnections;
            case CallerAnswer.Known known:
                var credentials = _operations.Credentials = new CredentialLifetime(known, _time);
                await _queue.SendAsync(_signs.Ack, default, default, CancellationToken.None).ConfigureAwait(false);
                Volatile.Write(ref _caller, known.Caller);
                credentials.Ended.UnsafeRegister(
                    static session => (session as SocketSession)?.Close(SocketClosing.CredentialsEnded), this);
                return null;
            case CallerAnswer.Rejected rejected:
                return SocketClosing.Forbidden(rejected.Reason);
            default: // Unavailable: after this code clients reconnect with a delay.
                return SocketClosing.Broken;
        }
    }

    private ValueTask<SocketClosing?> SubscribeAsync(SocketMessage message, int bytes, ClaimsPrincipal caller)
    {
        var parts = new RequestParts(_options);
        foreach (var member in message.Payload.EnumerateObject())
        {
            parts.Add(member.Name, member.Value);
        }

        // A request that gets 400 over HTTP is an invalid message here. For an invalid message the protocol defines one closing.
        var (request, rejection) = parts.Build(caller, OperationKinds.All, lastEventId: null);
        return request is null
            ? new(SocketClosing.Invalid(rejection!.Message)) // not null: without a request there is a rejection
            : _operations.StartAsync(message.Id, request with { Client = _client.Client, Bytes = bytes });
    }

    private Task CloseWithoutInit() => Volatile.Read(ref _initSeen) ? Task.CompletedTask : CloseAsync(SocketClosing.InitTimeout);

    /// <summary>
    /// Runs when the service stops. It ends the streams, waits for single results, and then closes the socket so that the client
    /// reconnects.
    /// </summary>
    private async Task DrainAsync()
    {
        await _operations.DrainAsync().ConfigureAwait(false);
        Close(SocketClosing.Stopping);
    }

    private async Task PingAsync()
    {
        try
        {
            await _queue.SendIfIdleAsync(SocketMessage.Ping).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone, and the reader ends the session. No caller awaits this task, so an exception would be unobserved.
        }
    }

    private bool IsClosing => Volatile.Read(ref _closing) is not null;

    private void Close(SocketClosing closing) => _ = CloseAsync(closing);

    /// <summary>Closes the socket. Only the first call has an effect.</summary>
    /// <returns>A task that completes when the close frame was sent or cannot be sent.</returns>
    private Task CloseAsync(SocketClosing closing)
    {
        lock (_lock)
        {
            return _closing ??= CloseOnceAsync(closing);
        }
    }

    /// <summary>
    /// Step 5: sends the close frame after the message that is being sent. The client must then reply within the drain time. The reader
    /// waits for the reply and ends the session.
    /// </summary>
    private async Task CloseOnceAsync(SocketClosing closing)
    {
        closing.CountRejection();
        var limit = new CancellationTokenSource(_options.DrainTime, _time);
        limit.Token.UnsafeRegister(static socket => (socket as WebSocket)?.Abort(), _socket);
        try
        {
            await _operations.EndAsync().WaitAsync(limit.Token).ConfigureAwait(false);
            await _queue.CloseAsync(closing, limit.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The close frame could not be sent. The socket is aborted after the time limit, and the reader ends the session.
        }
    }
}
