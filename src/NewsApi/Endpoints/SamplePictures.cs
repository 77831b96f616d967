using Microsoft.Extensions.FileProviders;

namespace NewsApi.Endpoints;

/// <summary>The pictures of the sample content, below <c>/sample</c>.</summary>
public static class SamplePictures
{
    public const string Path = "/sample";

    /// <summary>
    /// The address by which a browser on this machine reaches the service: the first that it listens on; null if its port is not known yet.
    /// </summary>
    /// <param name="addresses">The setting <c>Urls</c>.</param>
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
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = "default-src 'none'";
        },
    });
}
