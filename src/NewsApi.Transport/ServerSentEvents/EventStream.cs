using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// One event stream. The operation and the heartbeat both write to it, so each write holds a semaphore. A write is flushed before it
/// releases the semaphore. So nothing is buffered for a client that does not read.
/// </summary>
internal sealed class EventStream : Heartbeat.IMember, IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly Heartbeat _heartbeat;
    private readonly SignOfLife? _signs;
    private readonly int _maxStuckBeats;
    private readonly SemaphoreSlim _writing = new(1);

    // Only the heartbeat's thread uses this field.
    private int _stuckBeats;

    // The tick of the last write.
    private int _written;

    private EventStream(HttpContext context, Heartbeat heartbeat, SignOfLife? signs, TimeSpan peerTimeout)
    {
        _context = context;
        _body = context.Response.BodyWriter;
        _heartbeat = heartbeat;
        _signs = signs;
        _maxStuckBeats = heartbeat.CountBeats(peerTimeout);
        _written = heartbeat.Now;
        heartbeat.Join(this);
    }

    int Heartbeat.IMember.Slot { get; set; }

    /// <summary>
    /// Sends the headers and the first bytes at once. Otherwise the client would consider the connection open only at the first event.
    /// </summary>
    /// <param name="signs">Renders heartbeats as results. Null if the client does not ask for them; heartbeats are then comments.</param>
    public static async ValueTask<EventStream> StartAsync(
        HttpContext context, Heartbeat heartbeat, SignOfLife? signs, TransportOptions options)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Kestrel aborts clients that read less than 240 bytes a second; PeerTimeout replaces that limit. Kestrel has no such setting for a
        // single HTTP/2 request, so for HTTP/2 the host's setting applies.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        // The response starts before the first byte is written: otherwise Kestrel would buffer that byte until the headers are complete.
        await response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        var stream = new EventStream(context, heartbeat, signs, options.PeerTimeout);
        var delay = options.ReconnectDelay * (1 + Random.Shared.NextDouble());
        try
        {
            await stream.WriteAsync(delay, static (body, delay) => body.WriteRetry(delay)).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            // Otherwise the heartbeat would continue to write to a request that has ended.
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends an event. Completes when the connection has accepted the bytes of the event.</summary>
    public Task WriteAsync(StreamEvent streamEvent) => WriteAsync(
        _signs is not null && streamEvent.Body.IsEmpty ? streamEvent with { Body = _signs.Render(streamEvent) } : streamEvent,
        static (body, e) => body.WriteEvent(e));

    public Task CompleteAsync() => WriteAsync(0, static (body, _) => body.WriteComplete());

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
                _context.Abort();
            }

            return Heartbeat.Ticks;
        }

        _stuckBeats = 0;
        Volatile.Write(ref _written, _heartbeat.Now);
        _ = WriteHeartbeatAsync();
        return Heartbeat.Ticks;
    }

    /// <summary>
    /// Ends the heartbeat. Acquires the semaphore of the writes and never releases it, so that nothing can be written after the end of the
    /// request.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _heartbeat.Leave(this);
        _writing.Dispose();
    }

    private async Task WriteHeartbeatAsync()
    {
        try
        {
            if (_signs is null)
            {
                _body.WriteComment();
            }
            else
            {
                _body.WriteEvent(new StreamEvent(null, _signs.Alone));
            }

            await _body.FlushAsync(_context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone, and RequestAborted ends the stream. No caller awaits this task, so an exception would be unobserved.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteAsync<T>(T value, Action<PipeWriter, T> write)
    {
        await _writing.WaitAsync(_context.RequestAborted).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _written, _heartbeat.Now);
            write(_body, value);
            await _body.FlushAsync(_context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
