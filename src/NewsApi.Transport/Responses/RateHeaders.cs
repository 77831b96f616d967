using System.Globalization;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Responses;

/// <summary>
/// Writes the headers of a response with the status 429: <c>Retry-After</c>, and the two headers of the draft "RateLimit header fields for
/// HTTP". Other responses do not have them, because a cache can give a response to other clients.
/// </summary>
public static class RateHeaders
{
    public static void Add(IHeaderDictionary headers, RateRejection rejection)
    {
        var policy = rejection.IsAuthenticated ? "key" : "address";
        headers.RetryAfter = rejection.RetryAfter.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"{policy}\";q={rejection.Burst};w={RateOptions.BurstSeconds}");
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"{policy}\";r={rejection.Left};t={rejection.RetryAfter}");
    }
}
