using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Pages;
using NewsApi.Transport.Repeats;
using NewsApi.Transport.Requests;
using NewsApi.Transport.Responses;
using NewsApi.Transport.ServerSentEvents;

namespace NewsApi.Transport.Http;

/// <summary>
/// Handles GraphQL over HTTP, in these steps:
/// 1. check the method; 2. negotiate the media type; 3. read and check the request; 4. execute the operation, and remember the request if
/// it can be answered again from memory; 5. write the response: whole, as events, or as a page of events. Any step can reject the request.
/// The error has the media type that step 2 chose, or the default type if step 2 has not chosen one.
/// </summary>
internal sealed class HttpHandler(
    IOperationExecutor executor, TransportOptions options, EventStreamHandler events, PageHandler pages, ClientLimits limits,
    RepeatedRequests? repeats,
    ILogger<HttpHandler> log)
{
    private readonly RequestReader _reader = new(options, limits);

    public async Task HandleAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        var format = ResponseFormat.Default;
        try
        {
            // 1. HEAD is GET without a response body (RFC 9110, 9.3.2).
            var method = context.Request.Method;
            var inUrl = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
            if (IsSingleConnectionMode(context.Request))
            {
                await ResponseWriter.RejectAsync(context, format, TransportError.SingleConnectionMode, aborted).ConfigureAwait(false);
                return;
            }

            if (!inUrl && !HttpMethods.IsPost(method))
            {
                await ResponseWriter.RejectAsync(context, format, TransportError.Method(method), aborted).ConfigureAwait(false);
                return;
            }

            // 2. Before the body is read: if no media type is acceptable, the body need not be read.
            (format, var streams, var rejection) = Negotiation.Choose(context.Request.Headers.Accept);
            if (rejection is not null)
            {
                await ResponseWriter.RejectAsync(context, format, rejection, aborted).ConfigureAwait(false);
                return;
            }

            if (streams && EventStreamHandler.IsCompleted(RequestReader.FindLastEventId(context.Request)))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            (var response, var asked, rejection) = await ExecuteAsync(context, format, streams, aborted).ConfigureAwait(false);

            // 5.
            await (response switch
            {
                null => RejectAsync(context, format, rejection!, aborted), // not null: without a response there is a rejection
                OperationResponse.Stream stream when streams => events.StreamAsync(context, stream.Events, asked.Signs),
                OperationResponse.Stream stream when inUrl => pages.AnswerAsync(context, format, stream.Events, asked.MayWait),
                OperationResponse.Result { Outcome: not Outcome.MethodNotAllowed } result when format == ResponseFormat.EventStream =>
                    events.AnswerAsync(context, result.Body),
                OperationResponse.Result result => ResponseWriter.WriteAsync(context, format, result, options.CursorHeader, aborted),
                _ => RejectAsync(context, format, TransportError.StreamByHttp, aborted),
            }).ConfigureAwait(false);
        }
        catch (Exception) when (aborted.IsCancellationRequested)
        {
            // The client has disconnected. The failures that this causes are expected.
        }
        catch (Exception bug)
        {
            // Not rethrown: after an exception Kestrel would send an empty body, which no GraphQL client can read.
            log.LogError(bug, "Unexpected failure of a GraphQL request over HTTP");
            await WriteUnexpectedErrorAsync(context, format, aborted).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Performs steps 3 and 4 of the handler. These steps have their own method, because an open stream would otherwise keep the request's
    /// buffers in memory.
    /// </summary>
    private async ValueTask<(OperationResponse? Response, (bool Signs, bool MayWait) Asked, TransportError? Rejection)> ExecuteAsync(
        HttpContext context, ResponseFormat format, bool streams, CancellationToken aborted)
    {
        // 3.
        var body = ReadOnlyMemory<byte>.Empty;
        OperationRequest? request;
        TransportError? rejection;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            (request, body, rejection) = await _reader.ReadBodyAsync(context, aborted).ConfigureAwait(false);
        }
        else
        {
            (request, rejection) = _reader.ReadUrl(context, streams);
        }

        if (request is null)
        {
            return (null, default, rejection);
        }

        // 4.
        var response = await executor.ExecuteAsync(request, aborted).ConfigureAwait(false);
        if (repeats is not null && response is OperationResponse.Result { Repeatable: { } operation }
            && format != ResponseFormat.EventStream && RepeatableRequests.Accept(context, options))
        {
            repeats.Store(context.Request, body.Span, format, operation);
        }

        return (response, (request.HasVisibleHeartbeat, request.MayWait), null);
    }

    /// <summary>
    /// Returns true if the request uses the "Single connection mode" of graphql-sse. In that mode, a client reserves a stream by PUT and
    /// then sends the token of the stream with each request.
    /// </summary>
    private static bool IsSingleConnectionMode(HttpRequest request) => request.Headers.ContainsKey(RequestHeaders.EventStreamToken);

    private Task RejectAsync(HttpContext context, ResponseFormat format, TransportError error, CancellationToken aborted) =>
        format == ResponseFormat.EventStream
            ? events.RejectAsync(context, error)
            : ResponseWriter.RejectAsync(context, format, error, aborted);

    private async Task WriteUnexpectedErrorAsync(HttpContext context, ResponseFormat format, CancellationToken aborted)
    {
        if (context.Response.HasStarted)
        {
            // A part of the response has been sent. Only a cut connection shows the client that the rest is missing.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await RejectAsync(context, format, TransportError.Unexpected, aborted).ConfigureAwait(false);
    }
}
