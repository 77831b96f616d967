using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsApi.Transport.Http;

/// <summary>
/// GraphQL over HTTP, from request to response:
/// 1. the method; 2. what the client accepts; 3. the request, read and checked; 4. the operation; 5. the response.
/// A refusal at any step goes out in the format chosen by then. A stream of events is no answer here.
/// </summary>
internal sealed class HttpHandler(IOperationExecutor executor, TransportOptions options, ILogger<HttpHandler> log)
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
            if (!inUrl && !HttpMethods.IsPost(method))
            {
                await ResponseWriter.RefuseAsync(context, format, TransportError.Method(method), left).ConfigureAwait(false);
                return;
            }

            // 2. Before the body is read: what could not be answered need not be understood.
            (format, var refusal) = Negotiation.Choose(context.Request.Headers.Accept);
            if (refusal is not null)
            {
                await ResponseWriter.RefuseAsync(context, format, refusal, left).ConfigureAwait(false);
                return;
            }

            // 3.
            (var request, refusal) = inUrl ? _reader.ReadUrl(context) : await _reader.ReadBodyAsync(context, left).ConfigureAwait(false);
            if (request is null)
            {
                await ResponseWriter.RefuseAsync(context, format, refusal!, left).ConfigureAwait(false);
                return;
            }

            // 4.
            var response = await executor.ExecuteAsync(request, left).ConfigureAwait(false);

            // 5.
            await (response switch
            {
                OperationResponse.Result result => ResponseWriter.WriteAsync(context, format, result, left),
                _ => ResponseWriter.RefuseAsync(context, format, TransportError.StreamByHttp, left),
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

    private static async Task AnswerBugAsync(HttpContext context, ResponseFormat format, CancellationToken left)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer went out; cutting the connection is the only way to say that the rest will not come.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await ResponseWriter.RefuseAsync(context, format, TransportError.Unexpected, left).ConfigureAwait(false);
    }
}
