using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;

namespace NewsApi.Formats.Ninjs;

/// <summary>Writes the pictures of an article as associated items.</summary>
internal static class NinjsImageWriter
{
    /// <summary>The media type of a picture whose own is not known, and whose address does not show that it is one.</summary>
    public const string AnyPicture = "image/*";

    public static void Write(Utf8JsonWriter json, ValueList<Image> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        json.WriteStartArray("associations");
        foreach (var image in images)
        {
            Write(json, image);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Image image)
    {
        json.WriteStartObject();

        // The standard demands a name. A reader takes an empty one for none.
        json.WriteString("name", image.Role ?? "");

        // The reader takes the rendition with the address of the item for the best.
        json.WriteString("uri", image.Url);
        json.WriteString("type", "picture");
        NinjsValues.WriteTexts(json, "descriptions", ("caption", image.Caption), ("alttext", image.AltText));
        NinjsValues.WriteProse(json, "by", image.Credit);
        WriteRenditions(json, image);
        json.WriteEndObject();
    }

    private static void WriteRenditions(Utf8JsonWriter json, Image image)
    {
        var renditions = image.AllRenditions();
        var focused = image.FocalPoint is { } point ? FindFocused(renditions, image.Url, point) : null;
        json.WriteStartArray("renditions");
        foreach (var rendition in renditions)
        {
            json.WriteStartObject();
            json.WriteString("name", rendition.Role ?? "");
            json.WriteString("href", rendition.Url);
            NinjsValues.WriteText(
                json, "contentType", rendition.ContentType ?? (BrowserPictures.HasExtension(rendition.Url) ? null : AnyPicture));
            WriteNumber(json, "width", rendition.Width);
            WriteNumber(json, "height", rendition.Height);
            if (rendition == focused && image.FocalPoint is { } focus)
            {
                json.WriteStartObject("poi");
                WriteNumber(json, "x", (int)Math.Round(focus.X * (rendition.Width ?? 0)));
                WriteNumber(json, "y", (int)Math.Round(focus.Y * (rendition.Height ?? 0)));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// Returns the rendition that gets the focal point, which ninjs measures in whole pixels. The best rendition goes before the others,
    /// but one in which the point has whole pixels goes before one in which it has none: the point was measured there.
    /// </summary>
    private static Rendition? FindFocused(IReadOnlyList<Rendition> renditions, string best, FocalPoint point) => renditions
        .Where(rendition => rendition is { Width: > 0, Height: > 0 })
        .OrderByDescending(rendition => IsWhole(point.X * rendition.Width.GetValueOrDefault())
            && IsWhole(point.Y * rendition.Height.GetValueOrDefault()))
        .ThenByDescending(rendition => rendition.Url == best)
        .FirstOrDefault();

    private static bool IsWhole(double pixels) => Math.Abs(pixels - Math.Round(pixels)) < 1e-6;

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
