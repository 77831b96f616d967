using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// Sends responses as event streams, in the "Distinct connections mode" of graphql-sse. After the last event of an operation the stream
/// ends with <c>complete</c>, and the client does not reconnect. When the service stops, the credentials expire or the stream fails, the
/// stream ends without <c>complete</c>, and the client reconnects with its cursor.
/// </summary>
internal sealed class EventStreamHandler
{
    private readonly TransportOptions _options;
    private readonly Heartbeat _heartbeat;
    private readonly ServiceStop _stop;
    private readonly ClientLimits _limits;
    private readonly CallerCheck _checkCaller;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SignOfLife _signs;

    public EventStreamHandler(
        TransportOptions options, Heartbeat heartbeat, ServiceStop stop, ClientLimits limits, CallerCheck checkCaller, TimeProvider time,
        ILogger<EventStreamHandler> log)
    {
        (_options, _heartbeat, _stop, _limits, _checkCaller, _time, _log) = (options, heartbeat, stop, limits, checkCaller, time, log);
        _signs = new SignOfLife(heartbeat.Interval);

        // Registered once, and not by each stream, because each registration costs memory.
        stop.Begun.Register(() => heartbeat.ForEach(static member => (member as EventStream)?.End()));
        stop.Cut.Register(() => heartbeat.ForEach(static member => (member as EventStream)?.Abort()));
    }

    /// <summary>
    /// Returns true if an <c>EventSource</c> reconnects after a completed stream. An <c>EventSource</c> does not distinguish a completed
    /// stream from a broken one. Only the status 204 stops it (HTML, "Server-sent events"). Without that status, an <c>EventSource</c>
    /// would repeat a rejected subscription for ever.
    /// </summary>
    public static bool IsCompleted(string? lastEventId) => lastEventId == EventWriter.CompleteId;

    /// <summary>
    /// Sends one result as one event. The status is always 200, because an <c>EventSource</c> ignores the body of every other status.
    /// </summary>
    public Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body) =>
        SendAsync(context, new StreamEvent(null, body));

    /// <summary>
    /// Sends an error as an event. The status is always 200, because an <c>EventSource</c> ignores the body of every other status.
    /// </summary>
    public Task RejectAsync(HttpContext context, TransportError error)
    {
        TransportTelemetry.CountRejection(error.Code);
        return AnswerAsync(context, error.ToJson());
    }

    /// <summary>
    /// Sends events until the operation ends or the client disconnects. Failures of the operation are logged and not thrown. If the
    /// connection can be handed over, this method returns when the headers were sent, and the events are sent after the request has ended.
    /// </summary>
    /// <param name="signs">
    /// True if heartbeats and progress are sent as results (<see cref="OperationRequest.HasVisibleHeartbeat"/>).
    /// </param>
    public async Task StreamAsync(HttpContext context, IAsyncEnumerable<StreamEvent> events, bool signs)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await SendHeadersAsync(context, null).ConfigureAwait(false);
            return;
        }

        var (opened, tooMany) = LongResponse.TryOpen(_limits, context);
        if (opened is null)
        {
            // Not null: a response that was not opened has the reason.
            await LongResponse.RejectAsync(context, ResponseFormat.GraphQLResponse, tooMany!).ConfigureAwait(false);
            return;
        }

        var isOwned = false;
        try
        {
            var answer = await _checkCaller(context, default, context.RequestAborted).ConfigureAwait(false);
            if (answer is not CallerAnswer.Known caller)
            {
                await RejectAsync(context, answer switch
                {
                    CallerAnswer.Rejected rejected => TransportError.NotKnown(rejected.Reason),
                    CallerAnswer.Unavailable => TransportError.Unavailable,
                    _ => throw new InvalidOperationException($"Unknown answer: {answer}."),
                }).ConfigureAwait(false);
                return;
            }

            var handover = ConnectionHandover.Find(context);
            await SendHeadersAsync(context, handover).ConfigureAwait(false);
            isOwned = true;
            if (handover is null)
            {
                await RunAsync(new RequestConnection(context), events, signs, caller, opened).ConfigureAwait(false);
            }
            else
            {
                handover.Continue(
                    (connection, output) => RunAsync(new HandedOverConnection(connection, output), events, signs, caller, opened));
            }
        }
        finally
        {
            if (!isOwned)
            {
                opened.Dispose();
            }
        }
    }

    /// <summary>
    /// Sends the headers at once. Otherwise the client would consider the connection open only at the first event. A byte that is written
    /// before that would be buffered until the headers are complete.
    /// </summary>
    private static Task SendHeadersAsync(HttpContext context, ConnectionHandover? handover)
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

        if (handover is not null)
        {
            ConnectionHandover.SetHeaders(response);
        }

        return response.StartAsync(context.RequestAborted);
    }

    private Task RunAsync(
        IStreamConnection connection, IAsyncEnumerable<StreamEvent> events, bool signs, CallerAnswer.Known caller, LongResponse opened)
    {
        var stream = new EventStream(
            connection, _heartbeat, _options.PeerTimeout, signs ? _signs : null, opened, CredentialLifetime.Create(caller, _time));
        return RunAsync(stream, events);
    }

    private async Task RunAsync(EventStream stream, IAsyncEnumerable<StreamEvent> events)
    {
        await using var _ = stream.ConfigureAwait(false);
        EndIfStopping(stream);
        try
        {
            await stream.BeginAsync(_options.ReconnectDelay).ConfigureAwait(false);
            await foreach (var streamEvent in events.WithCancellation(stream.Ended).ConfigureAwait(false))
            {
                if (stream.IsOver)
                {
                    return;
                }

                await stream.WriteAsync(streamEvent).ConfigureAwait(false);
                if (!streamEvent.Body.IsEmpty)
                {
                    TransportTelemetry.CountDelivery("event-stream");
                }
            }

            if (!stream.IsOver)
            {
                await stream.CompleteAsync().ConfigureAwait(false);
            }
        }
        catch (Exception) when (stream.IsOver)
        {
            // The client has disconnected, or must reconnect. The failures that the end of the stream causes are expected.
        }
        catch (Exception bug)
        {
            // Not rethrown, because an exception would abort the connection. The end without `complete` also makes the client reconnect,
            // but without an error.
            _log.LogError(bug, "Unexpected failure of an event stream; its client will reconnect");
        }
    }

    private async Task SendAsync(HttpContext context, StreamEvent streamEvent)
    {
        await SendHeadersAsync(context, null).ConfigureAwait(false);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await using var stream = new EventStream(new RequestConnection(context), _heartbeat, _options.PeerTimeout);
        EndIfStopping(stream);
        await stream.BeginAsync(_options.ReconnectDelay).ConfigureAwait(false);
        await stream.WriteAsync(streamEvent).ConfigureAwait(false);
        await stream.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Ends a stream that may have begun after the stop has ended all others.</summary>
    private void EndIfStopping(EventStream stream)
    {
        if (_stop.Begun.IsCancellationRequested)
        {
            stream.End();
        }

        if (_stop.Cut.IsCancellationRequested)
        {
            stream.Abort();
        }
    }
}
