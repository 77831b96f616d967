using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
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
internal sealed class EventStreamHandler(
    TransportOptions options, Heartbeat heartbeat, ServiceStop stop, ClientLimits limits, CallerCheck checkCaller,
    TimeProvider time, ILogger<EventStreamHandler> log)
{
    private readonly SignOfLife _signs = new(heartbeat.Interval);

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
    /// Sends events until the operation ends or the client disconnects. Failures of the operation are logged and not thrown.
    /// </summary>
    /// <param name="signs">
    /// True if heartbeats and progress are sent as results (<see cref="OperationRequest.HasVisibleHeartbeat"/>).
    /// </param>
    public async Task StreamAsync(HttpContext context, IAsyncEnumerable<StreamEvent> events, bool signs)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await SendAsync(context, default).ConfigureAwait(false);
            return;
        }

        var (opened, tooMany) = LongResponse.TryOpen(limits, context);
        using (opened)
        {
            if (tooMany is not null)
            {
                await LongResponse.RejectAsync(context, ResponseFormat.GraphQLResponse, tooMany).ConfigureAwait(false);
                return;
            }

            var answer = await checkCaller(context, default, context.RequestAborted).ConfigureAwait(false);
            await (answer switch
            {
                CallerAnswer.Known known => RunAsync(context, events, signs ? _signs : null, known),
                CallerAnswer.Rejected rejected => RejectAsync(context, TransportError.NotKnown(rejected.Reason)),
                CallerAnswer.Unavailable => RejectAsync(context, TransportError.Unavailable),
                _ => throw new InvalidOperationException($"Unknown answer: {answer}."),
            }).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(
        HttpContext context, IAsyncEnumerable<StreamEvent> events, SignOfLife? signs, CallerAnswer.Known caller)
    {
        using var credentials = new CredentialLifetime(caller, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop.Begun, credentials.Ended);
        using var cut = stop.Cut.UnsafeRegister(static state => (state as HttpContext)?.Abort(), context);
        await using var stream = await EventStream.StartAsync(context, heartbeat, signs, options).ConfigureAwait(false);
        try
        {
            await foreach (var streamEvent in events.WithCancellation(ended.Token).ConfigureAwait(false))
            {
                if (credentials.IsOver)
                {
                    return;
                }

                await stream.WriteAsync(streamEvent).ConfigureAwait(false);
                if (!streamEvent.Body.IsEmpty)
                {
                    TransportTelemetry.CountDelivery("event-stream");
                }
            }

            if (!ended.IsCancellationRequested)
            {
                await stream.CompleteAsync().ConfigureAwait(false);
            }
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // The client has disconnected, or must reconnect. The failures that the end of the stream causes are expected.
        }
        catch (Exception bug)
        {
            // Not rethrown, because an exception would abort the connection. The end without `complete` also makes the client reconnect,
            // but without an error.
            log.LogError(bug, "Unexpected failure of an event stream; its client will reconnect");
        }
    }

    private async Task SendAsync(HttpContext context, StreamEvent streamEvent)
    {
        using var cut = stop.Cut.UnsafeRegister(static state => (state as HttpContext)?.Abort(), context);
        await using var stream = await EventStream.StartAsync(context, heartbeat, null, options).ConfigureAwait(false);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await stream.WriteAsync(streamEvent).ConfigureAwait(false);
            await stream.CompleteAsync().ConfigureAwait(false);
        }
    }
}
