using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Requests;

namespace NewsApi.Transport.Repeats;

/// <summary>Decides which requests may be answered by a <see cref="RequestKey"/>. Every other request is executed.</summary>
internal static class RepeatableRequests
{
    /// <summary>All URLs of GraphQL begin so.</summary>
    private const string Path = "/graphql";

    /// <summary>
    /// Returns true for an anonymous request whose response depends only on its key, and on headers that are read for each response:
    /// <c>Accept-Encoding</c>, <c>If-None-Match</c> and <c>Origin</c>.
    /// </summary>
    public static bool Accept(HttpContext context, TransportOptions options)
    {
        var request = context.Request;
        var headers = request.Headers;
        return (HttpMethods.IsPost(request.Method) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.StartsWith(Path, StringComparison.OrdinalIgnoreCase)

            // With credentials, the answer is another one, or the request is rejected.
            && headers.Authorization.Count == 0

            // A WebSocket, a compressed body, and a body that the client sends only after an interim response.
            && headers.Upgrade.Count == 0 && headers.ContentEncoding.Count == 0 && headers.Expect.Count == 0
            && headers.Accept.Count <= 1 && headers.ContentType.Count <= 1
            && !RequestHeaders.HasAny(headers, options);
    }
}
