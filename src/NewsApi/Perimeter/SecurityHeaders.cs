namespace NewsApi.Perimeter;

/// <summary>
/// Adds the headers that limit what a browser does with a response. They are on every response, also on rejections. An endpoint that
/// serves a page or a file for other sites sets its own <c>Content-Security-Policy</c> or <c>Cross-Origin-Resource-Policy</c>.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// The policy of responses that are not pages. If a browser shows such a response as a page, it runs nothing and loads nothing.
    /// </summary>
    private const string NoPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the middleware.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // At the start of the response, because an error may clear the headers that were set before.
        context.Response.OnStarting(static state => Add((HttpResponse)state), context.Response);
        return next(context);
    });

    private static Task Add(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Content-Security-Policy", NoPage);

        // A page of another origin that may read the response requests it by CORS, and this header does not apply to CORS. It keeps
        // responses out of the memory of pages that load them as a script or picture.
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        return Task.CompletedTask;
    }
}
