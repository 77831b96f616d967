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
/// One socket, as GraphQL over WebSocket has it:
/// 1. it is opened and has a while to say <c>connection_init</c>; 2. the host says who that is, and it is acknowledged or sent away;
/// 3. messages are taken one after another, operations run beside each other; 4. meanwhile both sides show that they live;
/// 5. one side closes, the other answers, and nothing of the session is left.
/// Whatever may end it (a wrong message, a stop, a revoked key, silence) only names a closing; there is one way out for all.
/// </summary>
internal sealed class SocketSession : Heartbeat.IMember
{
    /// <summary>How long a connection whose client broke RFC 6455 is kept, so that the close code arrives.</summary>
    private static readonly TimeSpan ProtocolErrorLinger = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly HttpContext _context;
    private readonly TransportOptions _options;
    private readonly Heartbeat _heartbeat;
    private readonly ServiceStop _stop;
    private readonly CallerCheck _callers;
    private readonly TimeProvider _time;
    private readonly SendQueue _queue;
    private readonly SocketReader _reader;
    private readonly SocketOperations _operations;
    private readonly ILogger _log;
    private readonly int _patience;

    // By the reader alone.
    private bool _initSeen;
    private ClaimsPrincipal? _caller;
    private CancellationTokenRegistration _known;

    // By the heartbeat and whoever hears something.
    private int _silentBeats;
    private int _beatsInMessage;

    // By whoever holds the gate.
    private readonly Lock _gate = new();
    private Task? _closing;

    public SocketSession(
        WebSocket socket, HttpContext context, IOperationExecutor executor, TransportOptions options, Heartbeat heartbeat, ServiceStop stop,
        CallerCheck callers, TimeProvider time, ILogger log)
    {
        (_socket, _context, _options, _heartbeat, _stop, _callers, _time, _log) = (socket, context, options, heartbeat, stop, callers, time, log);
        _queue = new SendQueue(socket);
        _reader = new SocketReader(socket, options.MaxRequestBytes) { Heard = () => Volatile.Write(ref _silentBeats, 0) };
        _operations = new SocketOperations(executor, options, _queue, Close, log);
        _patience = heartbeat.BeatsIn(options.PeerTimeout);
    }

    /// <summary>Serves the socket until it is closed. Does not throw for what the peer does.</summary>
    public async Task RunAsync()
    {
        // 1.
        using var initTimeout = _time.CreateTimer(_ => CloseWithoutInit(), null, _options.InitTimeout, Timeout.InfiniteTimeSpan);
        using var stopping = _stop.Begun.UnsafeRegister(static session => _ = ((SocketSession)session!).DrainAsync(), this);
        using var cut = _stop.Cut.UnsafeRegister(static session => ((SocketSession)session!)._socket.Abort(), this);
        var place = _heartbeat.Join(this);
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (WebSocketException violation) when (violation.WebSocketErrorCode is WebSocketError.Faulted)
        {
            // .NET has sent 1002 or 1007. Ending the request now could reset the connection before the client has read that code.
            await Task.Delay(ProtocolErrorLinger, _time, _context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception broken) when (IsOfConnection(broken))
        {
            // The connection broke, or was aborted by whoever ran out of patience.
        }
        finally
        {
            // 5.
            _heartbeat.Leave(place, this);
            await _known.DisposeAsync().ConfigureAwait(false);
            await CloseAsync(SocketClosing.Normal).ConfigureAwait(false);
        }
    }

    /// <summary>Closes a socket that never was a session.</summary>
    public static async Task TurnAwayAsync(WebSocket socket, SocketClosing closing, TimeProvider time, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience, time);
        using var abort = enough.Token.UnsafeRegister(static socket => ((WebSocket)socket!).Abort(), socket);
        try
        {
            await socket.CloseAsync((WebSocketCloseStatus)closing.Code, closing.Reason, enough.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            // It left without waiting to hear why.
        }
    }

    /// <summary>
    /// 4. Sends a <c>ping</c> where nothing else is being sent. Silence counts in beats since anything was heard: every client must answer a
    /// <c>ping</c>, so a living one is never silent for long.
    /// </summary>
    public void Beat()
    {
        var inMessage = _reader.InMessage ? Interlocked.Increment(ref _beatsInMessage) : Interlocked.Exchange(ref _beatsInMessage, 0);
        if (Interlocked.Increment(ref _silentBeats) > _patience || inMessage > _patience)
        {
            Close(SocketClosing.Silent);
        }
        else if (Volatile.Read(ref _caller) is not null)
        {
            _ = PingAsync();
        }
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            var (closed, refusal) = await _reader.NextAsync(TakeOrBreakAsync).ConfigureAwait(false);
            if (closed)
            {
                return;
            }

            if (refusal is not null)
            {
                Close(refusal);
            }

            if (IsClosing)
            {
                // Nothing counts any more but the peer's answer.
                await _reader.DiscardAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private async ValueTask<SocketClosing?> TakeOrBreakAsync(ReadOnlyMemory<byte> text)
    {
        try
        {
            return await TakeAsync(text).ConfigureAwait(false);
        }
        catch (Exception failure) when (!IsOfConnection(failure))
        {
            // Ours, and perhaps over soon: after this code clients come back, and wait a little before they do.
            _log.LogError(failure, "A message of a WebSocket could not be dealt with");
            return SocketClosing.Broken;
        }
    }

    private static bool IsOfConnection(Exception failure) =>
        failure is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    /// <summary>3. One message of the client.</summary>
    private async ValueTask<SocketClosing?> TakeAsync(ReadOnlyMemory<byte> text)
    {
        var (message, refusal) = SocketMessage.Read(text.Span, _options.MaxJsonDepth);
        if (refusal is not null)
        {
            return refusal;
        }

        switch (message.Type)
        {
            case SocketMessageType.ConnectionInit when _initSeen:
                return SocketClosing.TwoInits;
            case SocketMessageType.ConnectionInit:
                Volatile.Write(ref _initSeen, true);
                return await InitAsync(message.Payload).ConfigureAwait(false);
            case SocketMessageType.Ping:
                await _queue.SendAsync(SocketMessage.Pong(message.Payload), default, default, CancellationToken.None).ConfigureAwait(false);
                return null;
            case SocketMessageType.Subscribe when _caller is { } caller:
                return await SubscribeAsync(message, caller).ConfigureAwait(false);
            case SocketMessageType.Subscribe:
                return SocketClosing.Unauthorized;
            case SocketMessageType.Complete:
                _operations.Complete(message.Id);
                return null;
            default:
                // A pong: that it was heard is all there is to it.
                return null;
        }
    }

    /// <summary>2.</summary>
    private async ValueTask<SocketClosing?> InitAsync(JsonElement payload)
    {
        switch (await _callers(_context, payload, _context.RequestAborted).ConfigureAwait(false))
        {
            case CallerAnswer.Known known:
                await _queue.SendAsync(SocketMessage.Ack, default, default, CancellationToken.None).ConfigureAwait(false);
                Volatile.Write(ref _caller, known.Caller);
                _known = known.Ends.UnsafeRegister(static session => ((SocketSession)session!).Close(SocketClosing.KnownNoMore), this);
                return null;
            case CallerAnswer.Refused refused:
                return SocketClosing.Forbidden(refused.Reason);
            case var other:
                throw new InvalidOperationException($"No such answer: {other}.");
        }
    }

    private ValueTask<SocketClosing?> SubscribeAsync(SocketMessage message, ClaimsPrincipal caller)
    {
        var parts = new RequestParts(_options);
        foreach (var member in message.Payload.EnumerateObject())
        {
            parts.Take(member.Name, member.Value);
        }

        // What HTTP refuses with 400 is an invalid message here, and the protocol has one answer to that.
        var (request, refusal) = parts.Finish(caller, OperationKinds.All, lastEventId: null);
        return request is null ? new(SocketClosing.Invalid(refusal!.Message)) : _operations.StartAsync(message.Id, request);
    }

    private void CloseWithoutInit()
    {
        if (!Volatile.Read(ref _initSeen))
        {
            Close(SocketClosing.InitTimeout);
        }
    }

    /// <summary>The service stops: streams end now, single results are waited for, and then the client is sent away to come back.</summary>
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
            // The connection is gone; the reader learns so itself. A throw here would be nobody's.
        }
    }

    private bool IsClosing
    {
        get
        {
            lock (_gate)
            {
                return _closing is not null;
            }
        }
    }

    private void Close(SocketClosing closing) => _ = CloseAsync(closing);

    /// <returns>Done when the close frame has gone out, or never will; the first closing counts.</returns>
    private Task CloseAsync(SocketClosing closing)
    {
        lock (_gate)
        {
            return _closing ??= CloseOnceAsync(closing);
        }
    }

    /// <summary>
    /// 5. The frame follows what is being sent; then the peer has the drain time to answer, and the reader, which waits for that answer, ends
    /// the session.
    /// </summary>
    private async Task CloseOnceAsync(SocketClosing closing)
    {
        var enough = new CancellationTokenSource(_options.DrainTime, _time);
        enough.Token.UnsafeRegister(static socket => ((WebSocket)socket!).Abort(), _socket);
        try
        {
            await _operations.EndAsync().WaitAsync(enough.Token).ConfigureAwait(false);
            await _queue.CloseAsync(closing, enough.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It could not be told; the abort is on its way, and the reader learns so.
        }
    }
}
