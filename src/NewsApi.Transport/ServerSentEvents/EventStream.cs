using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// One event stream on the wire. Two write to it, the operation and the heartbeat, so a turn is taken for every write; what is written is
/// flushed before the turn ends, so nothing is made ready for a client that does not read.
/// </summary>
internal sealed class EventStream : Heartbeat.IMember, IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly PipeWriter _body;
    private readonly Heartbeat _heartbeat;
    private readonly int _patience;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly int _place;

    // By the heartbeat's thread alone.
    private int _stuck;

    // By whoever has the turn.
    private bool _quiet = true;

    private EventStream(HttpContext context, Heartbeat heartbeat, TimeSpan peerTimeout)
    {
        _context = context;
        _body = context.Response.BodyWriter;
        _heartbeat = heartbeat;
        _patience = heartbeat.BeatsIn(peerTimeout);
        _place = heartbeat.Join(this);
    }

    /// <summary>Sends the headers and the first bytes at once: a client that waits for its first event should know that it is connected.</summary>
    public static async ValueTask<EventStream> StartAsync(HttpContext context, Heartbeat heartbeat, TransportOptions options)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Kestrel cuts who takes less than 240 bytes a second; a sleeping reader is ours to judge (PeerTimeout). On HTTP/2 a single request
        // has no such setting, and the host's own applies.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        // Before the first byte is written: Kestrel would keep that in a buffer of its own until it knows the headers.
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
            // Nobody else has it yet, and the heartbeat would go on writing to a request that is over.
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends an event; done when the connection has taken it.</summary>
    public Task WriteAsync(StreamEvent streamEvent) => WriteAsync(streamEvent, static (body, e) => body.WriteEvent(e));

    public Task CompleteAsync() => WriteAsync(0, static (body, _) => body.WriteComplete());

    /// <summary>
    /// Writes a comment where there was silence. A write that stays stuck for long means that nobody takes what is sent: the connection is
    /// given up, and the client, should it ever wake, comes back with its cursor.
    /// </summary>
    public void Beat()
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            if (++_stuck >= _patience)
            {
                _context.Abort();
            }

            return;
        }

        _stuck = 0;
        if (_quiet)
        {
            _ = CommentAsync();
        }
        else
        {
            _quiet = true;
            _turn.Release();
        }
    }

    /// <summary>Ends the heartbeat. The last turn is taken and kept: after the request nobody may write.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _heartbeat.Leave(_place, this);
        _turn.Dispose();
    }

    private async Task CommentAsync()
    {
        try
        {
            _body.WriteComment();
            await _body.FlushAsync(_context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone; whoever serves it learns so from RequestAborted. A throw here would be nobody's.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync<T>(T what, Action<PipeWriter, T> write)
    {
        await _turn.WaitAsync(_context.RequestAborted).ConfigureAwait(false);
        try
        {
            _quiet = false;
            write(_body, what);
            await _body.FlushAsync(_context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
