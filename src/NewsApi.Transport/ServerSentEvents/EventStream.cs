using System.Buffers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// One event stream. The operation and the heartbeat both write to it, so each write holds a semaphore. A write is flushed before it
/// releases the semaphore. So nothing is buffered for a client that does not read.
/// </summary>
internal sealed class EventStream : Heartbeat.IMember, IAsyncDisposable
{
    /// <summary>The largest buffer in bytes that a thread keeps for its next event. Larger events are rare.</summary>
    private const int MaxKeptBuffer = 64 << 10;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly IStreamConnection _connection;
    private readonly Heartbeat _heartbeat;
    private readonly SignOfLife? _signs;
    private readonly LongResponse? _opened;
    private readonly CredentialLifetime? _credentials;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _closed;

    // The beats after which a write that has not ended is stuck.
    private readonly int _maxStuckBeats;

    // Only the heartbeat's thread uses this field.
    private int _stuckBeats;

    // The tick of the last write.
    private int _written;

    /// <summary>Begins the heartbeats.</summary>
    /// <param name="signs">Renders heartbeats as results. Null if the client does not ask for them; heartbeats are then comments.</param>
    /// <param name="opened">Ends with the stream.</param>
    /// <param name="credentials">Ends the stream, and ends with it. Null if the credentials are valid without end.</param>
    public EventStream(
        IStreamConnection connection, Heartbeat heartbeat, TimeSpan peerTimeout, SignOfLife? signs = null, LongResponse? opened = null,
        CredentialLifetime? credentials = null)
    {
        (_connection, _heartbeat, _signs, _opened, _credentials) = (connection, heartbeat, signs, opened, credentials);
        _maxStuckBeats = heartbeat.CountBeats(peerTimeout);
        _written = heartbeat.Now;
        _closed = connection.Closed.UnsafeRegister(static self => (self as EventStream)?.End(), this);
        credentials?.Ended.UnsafeRegister(static self => (self as EventStream)?.End(), this);
        heartbeat.Join(this);
    }

    /// <summary>Cancelled when no event is to be sent any more: the client has disconnected, or must reconnect.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>
    /// True when <see cref="Ended"/> is cancelled, and from the exact moment at which the connection is closed or the credentials expire. A
    /// closed connection first cancels the write that waits, and then <see cref="Ended"/>.
    /// </summary>
    public bool IsOver =>
        _ended.IsCancellationRequested || _connection.Closed.IsCancellationRequested || _credentials is { IsOver: true };

    int Heartbeat.IMember.Slot { get; set; }

    /// <summary>Sends the delay after which the client reconnects: at least <paramref name="least"/>, at most twice as long.</summary>
    public ValueTask BeginAsync(TimeSpan least) => WriteAsync(
        least * (1 + Random.Shared.NextDouble()), static (buffer, delay) => buffer.WriteRetry(delay));

    /// <summary>Sends an event. Completes when the connection has accepted the bytes of the event.</summary>
    public ValueTask WriteAsync(StreamEvent streamEvent) => WriteAsync(
        _signs is not null && streamEvent.Body.IsEmpty ? streamEvent with { Body = _signs.Render(streamEvent) } : streamEvent,
        static (buffer, e) => buffer.WriteEvent(e));

    public ValueTask CompleteAsync() => WriteAsync(0, static (buffer, _) => buffer.WriteComplete());

    /// <summary>Ends the stream without <c>complete</c>, so that its client reconnects.</summary>
    public void End() => _ = _ended.CancelAsync();

    /// <summary>Cuts the connection.</summary>
    public void Abort() => _connection.Abort();

    /// <summary>
    /// Writes a heartbeat if nothing was sent for an interval. If one write lasts longer than the peer timeout, the client does not read.
    /// The connection is then aborted, and the client can reconnect with its cursor.
    /// </summary>
    public int Beat()
    {
        if (_heartbeat.TicksLeft(Volatile.Read(ref _written)) is > 0 and var left)
        {
            _stuckBeats = 0;
            return left;
        }

        if (!_writing.Wait(0, CancellationToken.None))
        {
            if (++_stuckBeats >= _maxStuckBeats)
            {
                Abort();
            }

            return Heartbeat.Ticks;
        }

        _stuckBeats = 0;
        Volatile.Write(ref _written, _heartbeat.Now);
        _ = WriteHeartbeatAsync();
        return Heartbeat.Ticks;
    }

    /// <summary>
    /// Ends the response and the heartbeat. Acquires the semaphore of the writes and never releases it, so that nothing can be written
    /// after the end of the response.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!_connection.Closed.IsCancellationRequested)
            {
                await _connection.EndAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The client has disconnected, so it needs no end.
        }
        finally
        {
            // Only now: if the client does not read its end, the heartbeat aborts the connection.
            _heartbeat.Leave(this);
            _writing.Dispose();
            _closed.Dispose();
            _credentials?.Dispose();
            _opened?.Dispose();
        }
    }

    private async Task WriteHeartbeatAsync()
    {
        try
        {
            if (_signs is null)
            {
                await SendAsync(0, static (buffer, _) => buffer.WriteComment()).ConfigureAwait(false);
            }
            else
            {
                await SendAsync(new StreamEvent(null, _signs.Alone), static (buffer, e) => buffer.WriteEvent(e)).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The connection is gone, and its token ends the stream. No caller awaits this task, so an exception would be unobserved.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask WriteAsync<T>(T value, Action<IBufferWriter<byte>, T> write)
    {
        await _writing.WaitAsync(_connection.Closed).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _written, _heartbeat.Now);
            await SendAsync(value, write).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends one part of the response. A whole event is one part, because the connection puts a frame around each part.</summary>
    private ValueTask SendAsync<T>(T value, Action<IBufferWriter<byte>, T> write)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4 << 10);
        try
        {
            write(buffer, value);
            return _connection.WriteAsync(buffer.WrittenSpan);
        }
        finally
        {
            buffer.ResetWrittenCount();
            if (buffer.Capacity > MaxKeptBuffer)
            {
                _buffer = null;
            }
        }
    }
}
