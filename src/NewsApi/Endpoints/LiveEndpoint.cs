using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves the live page at <c>/live/</c>, and the client module at <c>/live/newsapi.js</c> (see <c>Client/README.md</c>).
/// </summary>
public static class LiveEndpoint
{
    private const string Path = "/live";

    /// <summary>
    /// The value of the header <c>Content-Security-Policy</c>. It allows no inline script and no other origin, so a script in the text of
    /// an article would not run. Pictures may come
    /// from other origins, because an imported article gives the addresses of its pictures.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' http: https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds the page and its files.</summary>
    public static WebApplication UseLive(this WebApplication app)
    {
        // ASP.NET's default for .ts is a video type.
        var types = new FileExtensionContentTypeProvider { Mappings = { [".ts"] = "application/typescript" } };
        var files = new PhysicalFileProvider(System.IO.Path.Combine(AppContext.BaseDirectory, "live"));
        app.Map(Path, live =>
        {
            live.Use((context, next) => context.Request.Path.HasValue ? next(context) : RedirectToFolder(context));
            live.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, DefaultFileNames = ["live.html"] });
            live.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                ContentTypeProvider = types,
                OnPrepareResponse = file => SetHeaders(file.Context.Response, file.File.Name),
            });
        });
        return app;
    }

    /// <summary>
    /// Redirects to the address that ends in a slash. The links of the page are relative to this address, so that they work behind a proxy
    /// with a path prefix.
    /// </summary>
    private static Task RedirectToFolder(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = $"live/{context.Request.QueryString}";
        context.Response.Headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }

    private static void SetHeaders(HttpResponse response, string file)
    {
        // The browser asks again at every request, and gets 304 if the ETag or Last-Modified of the file is unchanged.
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        if (file.StartsWith("newsapi.", StringComparison.Ordinal))
        {
            // A browser imports a module from another origin only if that origin allows it.
            response.Headers.AccessControlAllowOrigin = "*";
            response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
    }
}
