using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Items;

/// <summary>Chooses the best file of a picture.</summary>
internal static class PictureFiles
{
    /// <summary>
    /// Returns a picture with all its files. A file that browsers show is better than a file that they do not show; of two such files, the
    /// wider is better. Files without an absolute address are left out with a warning.
    /// </summary>
    /// <param name="files">The files. Each has a role of its own, or none.</param>
    /// <returns>The best file, with the role of the picture; null if no file can be used.</returns>
    public static Image? Choose(IReadOnlyList<Rendition> files, string? role, ItemProblems problems)
    {
        Rendition[] usable = [.. files.Where(file => IsUsable(file, problems)).DistinctBy(file => file.Url)];
        if (usable.Length == 0)
        {
            return null;
        }

        var best = usable.Aggregate((best, file) => IsBetter(file, best) ? file : best);
        if (!BrowserPictures.IsShown(best.ContentType, best.Url))
        {
            problems.Warn(
                "renditions shown", $"The picture {PlainText.Short(best.Url)} has no rendition that browsers show; the picture was kept.");
        }

        return new Image
        {
            Url = best.Url,
            Width = best.Width,
            Height = best.Height,
            ContentType = best.ContentType,
            Role = role ?? best.Role,
            Renditions = [.. usable],
        };
    }

    /// <summary>Returns a file of a picture from its attributes; null if it has no address or is not a picture.</summary>
    public static Rendition? ToFile(string? address, string? contentType, string? width, string? height, string? role) =>
        address is not null && IsPicture(contentType, address)
            ? new Rendition
            {
                Url = address,
                Width = Pixels(width),
                Height = Pixels(height),
                ContentType = ContentType(contentType),
                Role = role,
            }
            : null;

    /// <summary>Returns a size in pixels; null if it is absent, 0 or not a number. Feeds write 0 for an unknown size.</summary>
    public static int? Pixels(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : null;

    /// <summary>Returns true if a media type, or the extension of an address without one, is of a picture.</summary>
    public static bool IsPicture(string? contentType, string? address) =>
        contentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        ?? (address is not null && BrowserPictures.HasExtension(address));

    /// <summary>Returns a media type in lower case. Feeds often use "image/jpg", which is not a registered media type.</summary>
    public static string? ContentType(string? text) =>
        text?.ToLowerInvariant() is var type && type is "image/jpg" or "image/pjpeg" ? "image/jpeg" : type;

    private static bool IsBetter(Rendition file, Rendition best) => (IsShown(file), IsShown(best)) switch
    {
        (true, false) => true,
        (false, true) => false,
        _ => (file.Width ?? 0) > (best.Width ?? 0),
    };

    private static bool IsShown(Rendition file) => BrowserPictures.IsShown(file.ContentType, file.Url);

    private static bool IsUsable(Rendition file, ItemProblems problems)
    {
        if (WebAddress.IsValid(file.Url))
        {
            return true;
        }

        problems.Warn(
            "picture address",
            $"The address of a picture is \"{PlainText.Short(file.Url)}\", which is not an absolute web address; it was left out.");
        return false;
    }
}
