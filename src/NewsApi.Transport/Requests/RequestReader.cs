using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Requests;

/// <summary>Turns an HTTP request into an operation, or says why it is none. GraphQL over HTTP, section "Request".</summary>
internal sealed class RequestReader(TransportOptions options)
{
    private const string LastEventIdHeader = "Last-Event-ID";
    private const string LastEventIdParameter = "lastEventId";

    /// <summary>A query in the URL (section "GET"), or a subscription where its events could be sent.</summary>
    public (OperationRequest? Request, TransportError? Refusal) ReadUrl(HttpContext context, bool maySubscribe)
    {
        var parts = new RequestParts(options);
        parts.TakeUrl(context.Request.Query);
        return Finish(parts, context, maySubscribe ? OperationKinds.Query | OperationKinds.Subscription : OperationKinds.Query);
    }

    /// <summary>
    /// A request in the body (section "POST"): <c>application/json</c>, or <c>application/graphql</c> with the document as the body and the
    /// rest in the URL. Both make a browser ask first (CORS preflight); types that do not, such as <c>text/plain</c> and forms, are refused,
    /// which is what keeps another site's page from posting in its visitor's name.
    /// </summary>
    public async ValueTask<(OperationRequest? Request, TransportError? Refusal)> ReadBodyAsync(
        HttpContext context, CancellationToken cancellationToken)
    {
        var contentType = context.Request.ContentType;
        if (string.IsNullOrEmpty(contentType))
        {
            return (null, TransportError.NoContentType);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !Negotiation.IsUtf8(type.Charset)
            || !(Is(type, "application/json") || Is(type, "application/graphql")))
        {
            return (null, TransportError.UnsupportedType(contentType));
        }

        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return (null, TransportError.UnsupportedEncoding(encoding));
        }

        var (bytes, refusal) = await RequestBody.ReadAsync(context.Request, options.MaxRequestBytes, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        if (bytes.IsEmpty)
        {
            return (null, TransportError.EmptyBody);
        }

        var parts = new RequestParts(options);
        if (Is(type, "application/json"))
        {
            TakeJson(parts, bytes.Span);
        }
        else
        {
            TakeDocument(parts, bytes.Span, context.Request.Query);
        }

        return Finish(parts, context, OperationKinds.All);
    }

    private (OperationRequest? Request, TransportError? Refusal) Finish(RequestParts parts, HttpContext context, OperationKinds allowed)
    {
        var (request, refusal) = parts.Finish(context.User, allowed, LastEventId(context.Request));
        var atLeast = options.AtLeastHeader is { } header ? context.Request.Headers[header].ToString() : "";
        return (atLeast.Length > 0 && request is not null ? request with { AtLeast = atLeast } : request, refusal);
    }

    private static string? LastEventId(HttpRequest request)
    {
        // The header wins: an EventSource that comes back repeats its first URL and knows better since.
        var id = request.Headers[LastEventIdHeader].ToString();
        id = id.Length > 0 ? id : request.Query[LastEventIdParameter].ToString();
        return id.Length > 0 ? id : null;
    }

    private void TakeJson(RequestParts parts, ReadOnlySpan<byte> bytes)
    {
        var (body, refusal) = RequestJson.Parse(bytes, options.MaxJsonDepth, "The request");
        if (refusal is not null)
        {
            parts.Refuse(refusal);
        }
        else if (body.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in body.EnumerateObject())
            {
                parts.Take(member.Name, member.Value);
            }
        }
        else
        {
            parts.Refuse(body.ValueKind is JsonValueKind.Array ? TransportError.Batch : TransportError.NotAnObject(body.ValueKind));
        }
    }

    private static void TakeDocument(RequestParts parts, ReadOnlySpan<byte> bytes, IQueryCollection url)
    {
        if (!Utf8.IsValid(bytes))
        {
            parts.Refuse(TransportError.NotUtf8);
            return;
        }

        parts.TakeUrl(url);
        parts.TakeDocument(Encoding.UTF8.GetString(bytes));
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
