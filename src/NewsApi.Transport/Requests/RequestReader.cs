using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Requests;

/// <summary>Reads an HTTP request into an operation, or rejects it (GraphQL over HTTP, section "Request").</summary>
internal sealed class RequestReader(TransportOptions options)
{
    private const string LastEventIdHeader = "Last-Event-ID";
    private const string LastEventIdParameter = "lastEventId";

    /// <summary>Reads a query from the URL (section "GET"), or a subscription if the client accepts an event stream.</summary>
    public (OperationRequest? Request, TransportError? Rejection) ReadUrl(HttpContext context, bool maySubscribe)
    {
        var parts = new RequestParts(options);
        parts.AddUrl(context.Request.Query);
        return Build(parts, context, maySubscribe ? OperationKinds.Query | OperationKinds.Subscription : OperationKinds.Query);
    }

    /// <summary>
    /// Reads a request from the body (section "POST"). The body is <c>application/json</c> or <c>application/graphql</c>. A body of the
    /// type <c>application/graphql</c> has only the document, and the URL has the other parameters. In a browser both types cause a CORS
    /// preflight. Types without a preflight, such as <c>text/plain</c> and forms, are rejected. With such a type, a page of another site
    /// could post with the credentials of its visitor.
    /// </summary>
    public async ValueTask<(OperationRequest? Request, TransportError? Rejection)> ReadBodyAsync(
        HttpContext context, CancellationToken cancellationToken)
    {
        var contentType = context.Request.ContentType;
        if (string.IsNullOrEmpty(contentType))
        {
            return (null, TransportError.NoContentType);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !IsUtf8(type.Charset)
            || !(Is(type, "application/json") || Is(type, "application/graphql")))
        {
            return (null, TransportError.UnsupportedType(contentType));
        }

        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return (null, TransportError.UnsupportedEncoding(encoding));
        }

        var (bytes, rejection) = await RequestBody.ReadAsync(context.Request, options.MaxRequestBytes, cancellationToken)
            .ConfigureAwait(false);
        if (rejection is not null)
        {
            return (null, rejection);
        }

        if (bytes.IsEmpty)
        {
            return (null, TransportError.EmptyBody);
        }

        var parts = new RequestParts(options);
        if (Is(type, "application/json"))
        {
            AddJson(parts, bytes.Span);
        }
        else
        {
            AddDocument(parts, bytes.Span, context.Request.Query);
        }

        return Build(parts, context, OperationKinds.All);
    }

    private (OperationRequest? Request, TransportError? Rejection) Build(RequestParts parts, HttpContext context, OperationKinds allowed)
    {
        var (request, rejection) = parts.Build(context.User, allowed, FindLastEventId(context.Request));
        var atLeast = options.AtLeastHeader is { } header ? context.Request.Headers[header].ToString() : "";
        return (atLeast.Length > 0 && request is not null ? request with { AtLeast = atLeast } : request, rejection);
    }

    /// <summary>Returns the cursor that a reconnecting client sends; null if it sends none.</summary>
    public static string? FindLastEventId(HttpRequest request)
    {
        // The header takes precedence: an EventSource that reconnects repeats its first URL, and the header has the newer cursor.
        var id = request.Headers[LastEventIdHeader].ToString();
        id = id.Length > 0 ? id : request.Query[LastEventIdParameter].ToString();
        return id.Length > 0 ? id : null;
    }

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
