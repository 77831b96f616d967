using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;

namespace NewsApi.Hosting;

/// <summary>
/// CORS: which pages of other origins may read the responses. Every request header is allowed, because clients add headers of their own
/// (<c>GraphQL-Preflight</c>, <c>Apollo-Require-Preflight</c>, trace contexts), and a header gives a page no right that it would not have
/// without a browser. Credentials are never allowed: the service has no cookies, and a key is sent by the page itself.
/// </summary>
internal static class OtherOrigins
{
    /// <summary>How long a browser may keep the response to a preflight: the longest time that a common browser accepts.</summary>
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(2);

    /// <summary>Adds the middleware. It must come first, so that refusals are readable too.</summary>
    public static void UseOtherOrigins(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<TransportOptions>();
        var origins = AllowedOrigins.Parse(options.Origins);
        string[] exposed =
        [
            .. new[] { options.CursorHeader }.OfType<string>(),
            HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow, HeaderNames.ContentDisposition,
        ];
        app.UseCors(policy =>
        {
            policy.AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
                .WithExposedHeaders(exposed).SetPreflightMaxAge(PreflightAge);
            _ = origins.IsAny ? policy.AllowAnyOrigin() : policy.SetIsOriginAllowed(origins.Allows);
        });
    }
}
