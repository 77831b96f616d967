using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Requests;

/// <summary>Reads an HTTP request into an operation, or rejects it (GraphQL over HTTP, section "Request").</summary>
internal sealed class RequestReader(TransportOptions options, ClientLimits limits)
{
    private const string LastEventIdParameter = "lastEventId";

    /// <summary>The route parameter with the id of a persisted document.</summary>
    public const string IdInPath = "operationId";

    /// <summary>The route parameter with the name of an operation of that document.</summary>
    public const string NameInPath = "operationName";

    /// <summary>Reads a query or a subscription from the URL (section "GET").</summary>
    /// <param name="streams">
    /// True if a subscription is sent as an event stream. Otherwise it is sent as a page of events, and <c>Last-Event-ID</c> is ignored: a
    /// cache in front gives the response to all requests with this URL, so nothing else may decide where the page begins.
    /// </param>
    public (OperationRequest? Request, TransportError? Rejection) ReadUrl(HttpContext context, bool streams)
    {
        var parts = new RequestParts(options);
        parts.AddUrl(context.Request.Query);
        var (request, rejection) = Build(parts, context, OperationKinds.Query | OperationKinds.Subscription);
        return (streams ? request : request is null ? null : request with { LastEventId = null }, rejection);
    }

    /// <summary>
    /// Reads a request from the body (section "POST"). The body is <c>application/json</c> or <c>application/graphql</c>. A body of the
    /// type <c>application/graphql</c> has only the document, and the URL has the other parameters. In a browser both types cause a CORS
    /// preflight. Types without a preflight, such as <c>text/plain</c> and forms, are rejected. With such a type, a page of another site
    /// could post with the credentials of its visitor.
    /// </summary>
    /// <returns>The request and the bytes of its body, or an error.</returns>
    public async ValueTask<(OperationRequest? Request, ReadOnlyMemory<byte> Body, TransportError? Rejection)> ReadBodyAsync(
        HttpContext context, CancellationToken cancellationToken)
    {
        var contentType = context.Request.ContentType;
        if (string.IsNullOrEmpty(contentType))
        {
            return (null, default, TransportError.NoContentType);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !IsUtf8(type.Charset)
            || !(Is(type, "application/json") || Is(type, "application/graphql")))
        {
            return (null, default, TransportError.UnsupportedType(contentType));
        }

        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return (null, default, TransportError.UnsupportedEncoding(encoding));
        }

        var (bytes, rejection) = await RequestBody.ReadAsync(context.Request, options.MaxRequestBytes, cancellationToken)
            .ConfigureAwait(false);
        if (rejection is not null)
        {
            return (null, default, rejection);
        }

        if (bytes.IsEmpty && !HasIdInPath(context))
        {
            return (null, default, TransportError.EmptyBody);
        }

        var parts = new RequestParts(options);
        if (bytes.IsEmpty)
        {
            // The URL has everything.
        }
        else if (Is(type, "application/json"))
        {
            AddJson(parts, bytes.Span);
        }
        else
        {
            AddDocument(parts, bytes.Span, context.Request.Query);
        }

        (var request, rejection) = Build(parts, context, OperationKinds.All, bytes.Length);
        return (request, bytes, rejection);
    }

    private (OperationRequest? Request, TransportError? Rejection) Build(
        RequestParts parts, HttpContext context, OperationKinds allowed, int bytes = 0)
    {
        if (context.Request.RouteValues[IdInPath] is string document)
        {
            parts.AddPath(document, context.Request.RouteValues[NameInPath] as string);
        }

        var (request, rejection) = parts.Build(context.User, allowed, FindLastEventId(context.Request));
        var atLeast = options.AtLeastHeader is { } header ? context.Request.Headers[header].ToString() : "";
        var cost = ReadCostMode(context.Request);
        return (
            request is null ? null : request with
            {
                AtLeast = atLeast.Length > 0 ? atLeast : null,
                CostMode = cost,
                Bytes = bytes,
                IdempotencyKey = FindIdempotencyKey(context.Request),
                Client = limits.FindClient(context, context.User),
            },
            rejection);
    }

    /// <summary>Reads the header <c>Idempotency-Key</c>. The draft's quoted form and a bare token mean the same.</summary>
    private static string? FindIdempotencyKey(HttpRequest request) =>
        request.Headers[RequestHeaders.IdempotencyKey] is { Count: > 0 } values
            ? HeaderUtilities.RemoveQuotes(values.ToString()).ToString()
            : null;

    /// <summary>Reads the header <c>GraphQL-Cost</c>. An unknown value is ignored, as in HotChocolate.</summary>
    private static CostMode ReadCostMode(HttpRequest request)
    {
        var value = request.Headers[RequestHeaders.Cost];
        return value.Count == 0 ? CostMode.None
            : "report".Equals(value, StringComparison.OrdinalIgnoreCase) ? CostMode.Report
            : "validate".Equals(value, StringComparison.OrdinalIgnoreCase) ? CostMode.Validate
            : CostMode.None;
    }

    /// <summary>Returns the cursor that a reconnecting client sends; null if it sends none.</summary>
    public static string? FindLastEventId(HttpRequest request)
    {
        // The header takes precedence: an EventSource that reconnects repeats its first URL, and the header has the newer cursor.
        var id = request.Headers[RequestHeaders.LastEventId].ToString();
        id = id.Length > 0 ? id : request.Query[LastEventIdParameter].ToString();
        return id.Length > 0 ? id : null;
    }

    private static bool HasIdInPath(HttpContext context) => context.Request.RouteValues.ContainsKey(IdInPath);

    private void AddJson(RequestParts parts, ReadOnlySpan<byte> bytes)
    {
        var (body, rejection) = RequestJson.Parse(bytes, options.MaxJsonDepth, "The request");
        if (rejection is not null)
        {
            parts.Reject(rejection);
        }
        else if (body.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in body.EnumerateObject())
            {
                parts.Add(member.Name, member.Value);
            }
        }
        else
        {
            parts.Reject(body.ValueKind is JsonValueKind.Array ? TransportError.Batch : TransportError.NotAnObject(body.ValueKind));
        }
    }

    private static void AddDocument(RequestParts parts, ReadOnlySpan<byte> bytes, IQueryCollection url)
    {
        if (!Utf8.IsValid(bytes))
        {
            parts.Reject(TransportError.NotUtf8);
            return;
        }

        parts.AddUrl(url);
        parts.AddDocument(Encoding.UTF8.GetString(bytes));
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns true if the charset is UTF-8 or absent. An absent charset means UTF-8 (GraphQL over HTTP, "Media Types"). No other charset
    /// is supported.
    /// </summary>
    internal static bool IsUtf8(StringSegment charset) =>
        charset.Length == 0
        || HeaderUtilities.RemoveQuotes(charset) is var name
        && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase));
}
