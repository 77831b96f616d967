using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// One event stream. The operation and the heartbeat write to it, so each write holds a semaphore. The write is flushed before the
/// semaphore is released, so nothing is buffered for a client that does not read.
/// </summary>
internal sealed class EventStream : Heartbeat.IMember, IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly Heartbeat _heartbeat;
    private readonly SignOfLife? _signs;
    private readonly int _maxStuckBeats;
    private readonly SemaphoreSlim _writing = new(1);

    // Accessed by the heartbeat's thread only.
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
    /// Sends the headers and the first bytes at once. Otherwise the client's connection would not open before the first event.
    /// </summary>
    /// <param name="signs">Null where the client does not ask for signs of life as results; heartbeats are comments then.</param>
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

        // Kestrel aborts clients that read less than 240 bytes a second; PeerTimeout replaces that limit. A single HTTP/2 request has no
        // such setting, so the host's setting applies.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        // Starts the response before the first byte: otherwise Kestrel would buffer that byte until the headers are complete.
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

    /// <summary>Sends an event; completes when the connection has accepted it.</summary>
    public Task WriteAsync(StreamEvent streamEvent) => WriteAsync(
        _signs is not null && streamEvent.Body.IsEmpty ? streamEvent with { Body = _signs.Render(streamEvent) } : streamEvent,
        static (body, e) => body.WriteEvent(e));

    public Task CompleteAsync() => WriteAsync(0, static (body, _) => body.WriteComplete());

    /// <summary>
    /// Writes a heartbeat if nothing was sent for an interval. If one write lasts longer than the peer timeout, the client does
    /// not read: the connection is aborted, and the client can reconnect with its cursor.
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

    /// <summary>Ends the heartbeat. Does not release the semaphore, so that no writer can write after the end of the request.</summary>
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
            // The connection is gone; RequestAborted ends the stream. No caller awaits this task, so a throw would be unobserved.
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
