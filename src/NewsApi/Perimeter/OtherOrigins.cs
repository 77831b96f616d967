using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;

namespace NewsApi.Perimeter;

/// <summary>
/// The CORS policy: the origins whose pages may read the responses. Every request header is allowed, because clients send headers of their
/// own, for example <c>GraphQL-Preflight</c>, <c>Apollo-Require-Preflight</c> and trace contexts. A header gives a page no additional
/// right: a program outside a browser can send the same header. Credentials are never allowed. The service has no cookies, and a page sends
/// its API key itself.
/// </summary>
internal static class OtherOrigins
{
    /// <summary>The time for which a browser may cache the response to a preflight. Chromium limits this time to two hours.</summary>
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(2);

    /// <summary>
    /// Adds the middleware. It must come before every middleware that can reject a request, so that a page can also read the rejection.
    /// </summary>
    public static void UseOtherOrigins(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<TransportOptions>();
        var origins = AllowedOrigins.Parse(options.Origins);
        string[] exposed =
        [
            .. new[] { options.CursorHeader }.OfType<string>(),
            HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow, HeaderNames.ContentDisposition,
            "RateLimit", "RateLimit-Policy", LagHeader.Name,
        ];
        app.UseCors(policy =>
        {
            policy.AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
                .WithExposedHeaders(exposed).SetPreflightMaxAge(PreflightAge);
            _ = origins.IsAny ? policy.AllowAnyOrigin() : policy.SetIsOriginAllowed(origins.Allows);
        });
    }
}
