using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// Answers as an event stream: graphql-sse, "Distinct connections mode". How a stream ends is what its client goes by:
/// with <c>complete</c> when the operation has said all, and then no client comes back; without, when the service stops, the caller is no
/// longer known or something broke, and then every client does, with its cursor.
/// </summary>
internal sealed class EventStreamHandler(
    TransportOptions options, Heartbeat heartbeat, ServiceStop stop, AddressLimit addresses, CallerCheck callers, ILogger<EventStreamHandler> log)
{
    /// <summary>Sends one answer as one event. Its status has no place in a stream: an <c>EventSource</c> could not read it.</summary>
    public Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body) =>
        SendAsync(context, new StreamEvent(null, body));

    /// <summary>A refusal is an event too: with any other status than 200 an <c>EventSource</c> tells its page nothing.</summary>
    public Task RefuseAsync(HttpContext context, TransportError error) => AnswerAsync(context, error.ToJson());

    /// <summary>Sends events until one side ends it. Returns; does not throw for what the operation does.</summary>
    public async Task StreamAsync(HttpContext context, IAsyncEnumerable<StreamEvent> events)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await SendAsync(context, default).ConfigureAwait(false);
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        if (!addresses.Take(address))
        {
            context.Response.Headers.RetryAfter = "10";
            var refusal = TransportError.TooManyConnections(options.MaxConnectionsPerAddress);
            await ResponseWriter.RefuseAsync(context, ResponseFormat.GraphQLResponse, refusal, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        try
        {
            var answer = await callers(context, default, context.RequestAborted).ConfigureAwait(false);
            await (answer switch
            {
                CallerAnswer.Known known => RunAsync(context, events, known.Ends),
                CallerAnswer.Refused refused => RefuseAsync(context, TransportError.NotKnown(refused.Reason)),
                _ => throw new InvalidOperationException($"No such answer: {answer}."),
            }).ConfigureAwait(false);
        }
        finally
        {
            addresses.Give(address);
        }
    }

    private async Task RunAsync(HttpContext context, IAsyncEnumerable<StreamEvent> events, CancellationToken known)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop.Begun, known);
        using var cut = stop.Cut.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context);
        await using var stream = await EventStream.StartAsync(context, heartbeat, options).ConfigureAwait(false);
        try
        {
            await foreach (var streamEvent in events.WithCancellation(over.Token).ConfigureAwait(false))
            {
                await stream.WriteAsync(streamEvent).ConfigureAwait(false);
            }

            if (!over.IsCancellationRequested)
            {
                await stream.CompleteAsync().ConfigureAwait(false);
            }
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            // The client has gone or is sent away to come back; whatever broke for want of it is nobody's news.
        }
        catch (Exception bug)
        {
            // The edge of the stream: a throw here would abort the connection, where a clean end without `complete` says the same more kindly.
            log.LogError(bug, "A stream of events failed unexpectedly; its client will come back");
        }
    }

    private async Task SendAsync(HttpContext context, StreamEvent streamEvent)
    {
        using var cut = stop.Cut.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context);
        await using var stream = await EventStream.StartAsync(context, heartbeat, options).ConfigureAwait(false);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await stream.WriteAsync(streamEvent).ConfigureAwait(false);
            await stream.CompleteAsync().ConfigureAwait(false);
        }
    }
}
