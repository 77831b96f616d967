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
    private readonly int _maxStuckBeats;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly int _slot;

    // Accessed by the heartbeat's thread only.
    private int _stuckBeats;

    // Accessed by the holder of the semaphore.
    private bool _quiet = true;

    private EventStream(HttpContext context, Heartbeat heartbeat, TimeSpan peerTimeout)
    {
        _context = context;
        _body = context.Response.BodyWriter;
        _heartbeat = heartbeat;
        _maxStuckBeats = heartbeat.CountBeats(peerTimeout);
        _slot = heartbeat.Join(this);
    }

    /// <summary>
    /// Sends the headers and the first bytes at once. Otherwise the client's connection would not open before the first event.
    /// </summary>
    public static async ValueTask<EventStream> StartAsync(HttpContext context, Heartbeat heartbeat, TransportOptions options)
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
        var stream = new EventStream(context, heartbeat, options.PeerTimeout);
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
    public Task WriteAsync(StreamEvent streamEvent) => WriteAsync(streamEvent, static (body, e) => body.WriteEvent(e));

    public Task CompleteAsync() => WriteAsync(0, static (body, _) => body.WriteComplete());

    /// <summary>
    /// Writes a comment if nothing was sent since the last beat. If one write lasts longer than the peer timeout, the client does
    /// not read: the connection is aborted, and the client can reconnect with its cursor.
    /// </summary>
    public void Beat()
    {
        if (!_writing.Wait(0, CancellationToken.None))
        {
            if (++_stuckBeats >= _maxStuckBeats)
            {
                _context.Abort();
            }

            return;
        }

        _stuckBeats = 0;
        if (_quiet)
        {
            _ = WriteCommentAsync();
        }
        else
        {
            _quiet = true;
            _writing.Release();
        }
    }

    /// <summary>Ends the heartbeat. Does not release the semaphore, so that no writer can write after the end of the request.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _heartbeat.Leave(_slot, this);
        _writing.Dispose();
    }

    private async Task WriteCommentAsync()
    {
        try
        {
            _body.WriteComment();
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
            _quiet = false;
            write(_body, value);
            await _body.FlushAsync(_context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
