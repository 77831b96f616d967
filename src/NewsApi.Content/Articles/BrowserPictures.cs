namespace NewsApi.Content.Articles;

/// <summary>Recognises the files of pictures that common browsers show.</summary>
public static class BrowserPictures
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"];

    /// <summary>Returns true for a file that browsers show. The extension of the URL decides if the media type is null.</summary>
    public static bool IsShown(string? contentType, string url) => contentType is { } type
        ? type is "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "image/avif" or "image/svg+xml"
        : HasExtension(url);

    /// <summary>Returns true if the path of the URL ends with the extension of a picture that browsers show.</summary>
    public static bool HasExtension(string url)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? url : url[..end];
        return Array.Exists(Extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }
}
