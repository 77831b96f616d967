using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Requests;
using NewsApi.Transport.Responses;
using NewsApi.Transport.ServerSentEvents;

namespace NewsApi.Transport.Http;

/// <summary>
/// GraphQL over HTTP, from request to response:
/// 1. the method; 2. what the client accepts; 3. the request, read and checked; 4. the operation; 5. the response, in one piece or as events.
/// A refusal at any step goes out in the format chosen by then.
/// </summary>
internal sealed class HttpHandler(
    IOperationExecutor executor, TransportOptions options, EventStreamHandler events, ILogger<HttpHandler> log)
{
    public const string AllowedMethods = "GET, HEAD, POST";

    private readonly RequestReader _reader = new(options);

    public async Task HandleAsync(HttpContext context)
    {
        var left = context.RequestAborted;
        var format = ResponseFormat.Unasked;
        try
        {
            // 1. HEAD is GET without the body (RFC 9110, 9.3.2).
            var method = context.Request.Method;
            var inUrl = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
            if (IsSingleConnectionMode(context.Request))
            {
                await ResponseWriter.RefuseAsync(context, format, TransportError.SingleConnectionMode, left).ConfigureAwait(false);
                return;
            }

            if (!inUrl && !HttpMethods.IsPost(method))
            {
                await ResponseWriter.RefuseAsync(context, format, TransportError.Method(method), left).ConfigureAwait(false);
                return;
            }

            // 2. Before the body is read: what could not be answered need not be understood.
            (format, var streams, var refusal) = Negotiation.Choose(context.Request.Headers.Accept);
            if (refusal is not null)
            {
                await ResponseWriter.RefuseAsync(context, format, refusal, left).ConfigureAwait(false);
                return;
            }

            (var response, refusal) = await AskAsync(context, inUrl, streams, left).ConfigureAwait(false);

            // 5.
            await (response switch
            {
                null => RefuseAsync(context, format, refusal!, left),
                OperationResponse.Stream stream when streams => events.StreamAsync(context, stream.Events),
                OperationResponse.Result { Outcome: not Outcome.MethodNotAllowed } result when format == ResponseFormat.EventStream =>
                    events.AnswerAsync(context, result.Body),
                OperationResponse.Result result => ResponseWriter.WriteAsync(context, format, result, options.CursorHeader, left),
                _ => RefuseAsync(context, format, TransportError.StreamByHttp, left),
            }).ConfigureAwait(false);
        }
        catch (Exception) when (left.IsCancellationRequested)
        {
            // The client has gone, and whatever broke for want of it is nobody's news.
        }
        catch (Exception bug)
        {
            // The edge of the request: a throw here would leave Kestrel to answer, with an empty body that no GraphQL client can read.
            log.LogError(bug, "A GraphQL request over HTTP failed unexpectedly");
            await AnswerBugAsync(context, format, left).ConfigureAwait(false);
        }
    }

    /// <summary>Steps 3 and 4. A method of their own, so that what was read is not held for as long as a stream lives.</summary>
    private async ValueTask<(OperationResponse? Response, TransportError? Refusal)> AskAsync(
        HttpContext context, bool inUrl, bool streams, CancellationToken left)
    {
        // 3.
        var (request, refusal) = inUrl
            ? _reader.ReadUrl(context, maySubscribe: streams)
            : await _reader.ReadBodyAsync(context, left).ConfigureAwait(false);

        // 4.
        return request is null ? (null, refusal) : (await executor.ExecuteAsync(request, left).ConfigureAwait(false), null);
    }

    /// <summary>graphql-sse, "Single connection mode": the request carries the token of a stream reserved by PUT.</summary>
    private static bool IsSingleConnectionMode(HttpRequest request) => request.Headers.ContainsKey("X-GraphQL-Event-Stream-Token");

    private Task RefuseAsync(HttpContext context, ResponseFormat format, TransportError error, CancellationToken left) =>
        format == ResponseFormat.EventStream
            ? events.RefuseAsync(context, error)
            : ResponseWriter.RefuseAsync(context, format, error, left);

    private async Task AnswerBugAsync(HttpContext context, ResponseFormat format, CancellationToken left)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer went out; cutting the connection is the only way to say that the rest will not come.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await RefuseAsync(context, format, TransportError.Unexpected, left).ConfigureAwait(false);
    }
}
