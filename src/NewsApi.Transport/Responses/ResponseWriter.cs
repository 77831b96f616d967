using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Responses;

/// <summary>Writes the status, headers and bytes of a response (GraphQL over HTTP, sections "Body" and "Status Codes").</summary>
internal static class ResponseWriter
{
    private const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";
    private const string AllowedMethods = "GET, HEAD, POST";
    private const string Json = "application/json; charset=utf-8";

    /// <param name="cursorHeader">The name of the header for the cursor of the response; null if no such header is sent.</param>
    public static Task WriteAsync(
        HttpContext context, ResponseFormat format, OperationResponse.Result result, string? cursorHeader,
        CancellationToken cancellationToken)
    {
        if (cursorHeader is not null && result.Cursor is not null)
        {
            context.Response.Headers[cursorHeader] = result.Cursor;
        }

        // A cache must ask the service before it reuses a response, because the data may change at any time. Errors must not be stored.
        context.Response.Headers.CacheControl = result.Outcome == Outcome.Data ? "private, no-cache" : "no-store";
        return SendAsync(context, format, ChooseStatus(format, result.Outcome), result.Body, cancellationToken);
    }

    public static Task RejectAsync(HttpContext context, ResponseFormat format, TransportError error, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return SendAsync(context, format, error.Status, error.ToJson(), cancellationToken);
    }

    private static int ChooseStatus(ResponseFormat format, Outcome outcome) => outcome switch
    {
        // A mutation by GET gets this status in every format: with 200, crawlers and prefetching browsers would try again.
        Outcome.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        _ when format == ResponseFormat.LegacyJson => StatusCodes.Status200OK,
        Outcome.Data => StatusCodes.Status200OK,
        Outcome.NoData => StatusCodes.Status500InternalServerError,
        Outcome.RequestError => StatusCodes.Status400BadRequest,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static async Task SendAsync(
        HttpContext context, ResponseFormat format, int status, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = format switch
        {
            ResponseFormat.LegacyJson => Json,
            ResponseFormat.Default when status < 300 => Json,
            _ => GraphQLResponse,
        };
        response.ContentLength = body.Length;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            // RFC 9110, 15.5.6. For a mutation by GET, only POST is allowed.
            response.Headers.Allow = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? "POST"
                : AllowedMethods;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        }
    }
}
