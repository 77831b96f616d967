using Microsoft.Extensions.FileProviders;

namespace NewsApi.Endpoints;

/// <summary>Serves the pictures of the sample content below <c>/sample</c>.</summary>
public static class SamplePictures
{
    public const string Path = "/sample";

    /// <summary>
    /// Returns the address by which a browser on this machine reaches the service. It is the first address that the service listens on,
    /// with <c>localhost</c> in place of a wildcard. Null if the address is missing or invalid. Also null if its port is 0, because the
    /// port is then not known yet.
    /// </summary>
    /// <param name="addresses">The value of the setting <c>Urls</c>: addresses separated by semicolons.</param>
    public static Uri? FindService(string? addresses)
    {
        var first = addresses?.Split(';')[0].Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://[::]", "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(first, UriKind.Absolute, out var service) && service.Port != 0 ? service : null;
    }

    public static void UseSamplePictures(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        RequestPath = Path,
        FileProvider = new PhysicalFileProvider(System.IO.Path.Combine(AppContext.BaseDirectory, "SampleContent", "pictures")),
        OnPrepareResponse = file =>
        {
            var headers = file.Context.Response.Headers;
            headers.CacheControl = "public, max-age=86400";
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            // Pages of other origins show these pictures.
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        },
    });
}
