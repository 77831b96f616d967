using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Requests;

/// <summary>The headers of GraphQL requests, beside those of HTTP, on which the response depends.</summary>
internal static class RequestHeaders
{
    public const string Cost = "GraphQL-Cost";
    public const string LastEventId = "Last-Event-ID";
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The header of the single connection mode of graphql-sse.</summary>
    public const string EventStreamToken = "X-GraphQL-Event-Stream-Token";

    /// <summary>Returns true if a request has one of the headers. A new header must be added here.</summary>
    public static bool HasAny(IHeaderDictionary headers, TransportOptions options) =>
        headers.ContainsKey(Cost) || headers.ContainsKey(LastEventId) || headers.ContainsKey(IdempotencyKey)
        || headers.ContainsKey(EventStreamToken) || (options.AtLeastHeader is { } atLeast && headers.ContainsKey(atLeast));
}
