using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Transport.Responses;

/// <summary>Writes the status, headers and bytes of a response (GraphQL over HTTP, sections "Body" and "Status Codes").</summary>
internal static class ResponseWriter
{
    private const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";

    /// <summary>
    /// The value of <c>Retry-After</c> in seconds, if the database fails. A restart or failover of PostgreSQL usually takes seconds.
    /// </summary>
    private const string RetryAfter = "2";

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

        if (result.Rejection is { } rejection)
        {
            RateHeaders.Add(context.Response.Headers, rejection);
        }

        if (result.Outcome == Outcome.Unavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
        }

        var status = ChooseStatus(format, result.Outcome);
        if (result.Outcome == Outcome.Data)
        {
            return SendAsync(context, format, status, Representation.Prepare(context, format, result), cancellationToken);
        }

        // Errors must not be stored.
        context.Response.Headers.CacheControl = "no-store";
        return SendAsync(context, format, status, result.Body, cancellationToken);
    }

    /// <summary>Writes a page of events, or the error in its place. The caller has set <c>Cache-Control</c>.</summary>
    /// <param name="isCompressed">True if the body may be compressed.</param>
    public static Task WritePageAsync(
        HttpContext context, ResponseFormat format, Outcome outcome, ReadOnlyMemory<byte> body, bool isCompressed,
        CancellationToken cancellationToken)
    {
        var coding = isCompressed && body.Length >= BodyCompression.LeastBytes
            ? AcceptedCodings.Choose(context.Request.Headers.AcceptEncoding)
            : ContentCoding.Identity;
        Representation.SetCoding(context.Response.Headers, coding);
        return SendAsync(
            context, format, ChooseStatus(format, outcome), BodyCompression.Encode(body, coding, isKept: false), cancellationToken);
    }

    public static Task RejectAsync(HttpContext context, ResponseFormat format, TransportError error, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        TransportTelemetry.CountRejection(error.Code);
        return SendAsync(context, format, error.Status, error.ToJson(), cancellationToken);
    }

    private static int ChooseStatus(ResponseFormat format, Outcome outcome) => outcome switch
    {
        // A mutation by GET gets this status in every format: with 200, crawlers and prefetching browsers would try again.
        Outcome.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,

        // With 200, a client would not see that it must wait.
        Outcome.TooManyRequests => StatusCodes.Status429TooManyRequests,

        // So do these: with 200, proxies and health checks would take the response for a success.
        Outcome.Unavailable or Outcome.OutOfService => StatusCodes.Status503ServiceUnavailable,
        _ when format == ResponseFormat.LegacyJson => StatusCodes.Status200OK,
        Outcome.Data => StatusCodes.Status200OK,
        Outcome.NoData => StatusCodes.Status500InternalServerError,
        Outcome.RequestError => StatusCodes.Status400BadRequest,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <param name="sent">The body; null if the client has it already.</param>
    private static async Task SendAsync(
        HttpContext context, ResponseFormat format, int status, ReadOnlyMemory<byte>? sent, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.Headers.Append(HeaderNames.Vary, Representation.Vary);
        if (sent is not { } body)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = status;
        response.ContentType = format switch
        {
            ResponseFormat.LegacyJson => Json,
            ResponseFormat.Default when status < 300 => Json,
            _ => GraphQLResponse,
        };
        response.ContentLength = body.Length;
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
