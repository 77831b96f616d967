using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Responses;

/// <summary>
/// The form in which a result with data is sent: its coding, its tag, and who may keep it (RFC 9110, section 8; RFC 9111, section 5.2).
/// </summary>
internal static class Representation
{
    /// <summary>
    /// The headers of a request on which the response depends. Origin is one of them, because a response to a request without it has no
    /// headers of CORS.
    /// </summary>
    public static readonly string Vary =
        $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}, {HeaderNames.Authorization}, {HeaderNames.Origin}";

    /// <summary>The tags of a response for Cloudflare, Akamai, Bunny and others, separated by commas.</summary>
    private const string CacheTag = "Cache-Tag";

    /// <summary>The same for Fastly and Varnish, separated by spaces.</summary>
    private const string SurrogateKey = "Surrogate-Key";

    /// <summary>Sets the headers of a response with data.</summary>
    /// <returns>The body to send; null if the client has it already, so that the response is 304.</returns>
    public static ReadOnlyMemory<byte>? Prepare(HttpContext context, ResponseFormat format, OperationResponse.Result result)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var isShared = isRead && result.IsPublic && request.Headers.Authorization.Count == 0;
        headers.CacheControl = isShared
            ? result.FreshFor >= TimeSpan.FromSeconds(1) ? $"public, max-age={(int)result.FreshFor.TotalSeconds}" : "public, no-cache"
            : "private, no-cache";
        if (isShared && result.Tags is { } tags)
        {
            // Also with 304, which updates the headers that a cache has.
            headers[CacheTag] = tags.CacheTag;
            headers[SurrogateKey] = tags.SurrogateKey;
        }

        var coding = result.IsPublic && result.Body.Length >= BodyCompression.LeastBytes
            ? AcceptedCodings.Choose(request.Headers.AcceptEncoding)
            : ContentCoding.Identity;
        if (isRead)
        {
            var hash = result.Kept?.Hash ?? EntityTags.Hash(result.Body.Span);
            var tag = EntityTags.Build(hash, format, coding, result.Kept is not null);
            if (request.Headers.IfNoneMatch is { Count: > 0 } known
                && EntityTags.FindMatch(known, tag, EntityTags.Build(hash, format, coding, result.Kept is null)) is { } match)
            {
                headers.ETag = match;
                return null;
            }

            headers.ETag = tag;
        }

        SetCoding(headers, coding);
        return result.Kept?.Encode(coding) ?? BodyCompression.Encode(result.Body, coding, isKept: false);
    }

    public static void SetCoding(IHeaderDictionary headers, ContentCoding coding)
    {
        if (coding != ContentCoding.Identity)
        {
            headers.ContentEncoding = coding == ContentCoding.Brotli ? "br" : "gzip";
        }
    }
}
