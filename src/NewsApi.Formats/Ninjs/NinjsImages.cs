using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// Reads the pictures of an item. The first picture is the best of the item's own renditions. The pictures that are associated with the
/// item follow.
/// </summary>
internal static class NinjsImages
{
    public static ValueList<Image> Read(NinjsItem item, JsonFieldReader reading)
    {
        List<Image>? images = null;
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        Add(Own(item, null, reading));
        foreach (var (name, value, path) in Members(item[NinjsProperty.Associations], item.NameOf(NinjsProperty.Associations), reading))
        {
            if (reading.IsObject(value, path))
            {
                var associated = new NinjsItem(value, reading, $"{path}.");
                Add(IsPicture(associated, reading) ? Own(associated, name ?? associated.Line(NinjsProperty.Name, reading), reading) : null);
            }
        }

        return images is null ? [] : [.. images];

        void Add(Image? image)
        {
            if (image is not null && addresses.Add(image.Url))
            {
                (images ??= []).Add(image);
            }
        }
    }

    /// <summary>
    /// Returns true for a picture that may be shown with the article. Returns false if the picture has an embargo of its own, or a
    /// status other than <c>usable</c>. The picture becomes public together with the article, so its own embargo would be ignored.
    /// </summary>
    private static bool IsPicture(NinjsItem item, JsonFieldReader reading)
    {
        var status = item[NinjsProperty.PubStatus];
        if (!JsonFieldReader.IsAbsent(item[NinjsProperty.EmbargoedUntil])
            || !(JsonFieldReader.IsAbsent(status) || (status.ValueKind == JsonValueKind.String && status.ValueEquals("usable"))))
        {
            reading.Warn("associations withheld", "A picture with an embargo or a status of its own was left out.");
            return false;
        }

        return item.Line(NinjsProperty.Type, reading) is null or "picture" or "graphic";
    }

    private static Image? Own(NinjsItem item, string? role, JsonFieldReader reading)
    {
        Image? best = null;

        // An item whose identity is the address of one of its renditions has chosen the best itself.
        var chosen = item.Line(NinjsProperty.Uri, reading);
        FocalPoint? firstFocus = null;
        var renditions = new List<Rendition>();
        foreach (var (name, value, path) in Members(item[NinjsProperty.Renditions], item.NameOf(NinjsProperty.Renditions), reading))
        {
            if (!reading.IsObject(value, path) || ReadRendition(value, path, reading) is not { } rendition)
            {
                continue;
            }

            rendition = rendition with { FocalPoint = ReadFocus(value, path, rendition, reading) };
            firstFocus ??= rendition.FocalPoint;
            renditions.Add(new Rendition
            {
                Url = rendition.Url,
                Width = rendition.Width,
                Height = rendition.Height,
                ContentType = rendition.ContentType,
                Role = name,
            });
            if (best is null || rendition.Url == chosen || (best.Url != chosen && IsBetter(rendition, best)))
            {
                best = rendition with { Role = role ?? name };
            }
        }

        best ??= ByAddress(item, role, reading);
        if (best is null)
        {
            return null;
        }

        if (!IsShown(best))
        {
            reading.Warn(
                "renditions shown", $"The picture {PlainText.Short(best.Url)} has no rendition that browsers show; the picture was kept.");
        }

        var descriptions = item.Texts(NinjsProperty.Descriptions, "description_", reading).ToList();
        return best with
        {
            // The point of another rendition may be a point of a crop, so it is used only if the best rendition has no point.
            FocalPoint = best.FocalPoint ?? firstFocus,
            Renditions = [.. renditions],
            Caption = Described("caption")
                ?? descriptions.OrderBy(d => d.IsHtml).FirstOrDefault(d => d.Role is null or "text" or "description" or "main").Line,
            Credit = Described("creditline") ?? Described("credit")
                ?? item.Line(NinjsProperty.By, reading) ?? item.Line(NinjsProperty.CopyrightHolder, reading),
            AltText = item.Line(NinjsProperty.AltText, reading) ?? Described("alttext") ?? Described("alt_text") ?? Described("alt")
                ?? SuperdeskAltText(item, reading),
        };

        string? Described(string what) => descriptions.Find(d => d.Role == what) is { Value: not null } found ? found.Line : null;
    }

    /// <summary>Returns the alternative text that Superdesk writes into the body of a picture.</summary>
    private static string? SuperdeskAltText(NinjsItem item, JsonFieldReader reading) =>
        item.Line(NinjsProperty.Type, reading) is "picture" or "graphic"
            ? item.Texts(NinjsProperty.Bodies, "body_", reading).FirstOrDefault(body => body.Role == "text").Line
            : null;

    /// <summary>
    /// Returns true if the rendition is better than the best rendition so far. A rendition that browsers show is better than a rendition
    /// that they do not show. If browsers show both or neither, the wider rendition is better.
    /// </summary>
    private static bool IsBetter(Image rendition, Image best) => (IsShown(rendition), IsShown(best)) switch
    {
        (true, false) => true,
        (false, true) => false,
        _ => (rendition.Width ?? 0) > (best.Width ?? 0),
    };

    private static bool IsShown(Image image) => BrowserPictures.IsShown(image.ContentType, image.Url);

    /// <returns>The rendition; null if it is not a picture or has no absolute URL.</returns>
    private static Image? ReadRendition(JsonElement value, string path, JsonFieldReader reading)
    {
        var type = (reading.Line(JsonFieldReader.Property(value, "contentType", "contenttype"), $"{path}.contentType")
            ?? reading.Line(JsonFieldReader.Property(value, "mimetype"), $"{path}.mimetype"))?.ToLowerInvariant();
        if (reading.Line(JsonFieldReader.Property(value, "href"), $"{path}.href") is not { } address
            || !(type?.StartsWith("image/", StringComparison.Ordinal) ?? BrowserPictures.HasExtension(address)))
        {
            return null;
        }

        if (!WebAddress.IsValid(address))
        {
            reading.Warn(
                $"{path}.href",
                $"The address of a picture is \"{PlainText.Short(address)}\", which is not absolute; it was left out.");
            return null;
        }

        return new Image
        {
            Url = address,
            Width = Pixels("width"),
            Height = Pixels("height"),
            // Feeds often use "image/jpg", which is not a registered media type.
            ContentType = type == "image/jpg" ? "image/jpeg" : type == NinjsImageWriter.AnyPicture ? null : type,
        };

        // Feeds write 0 for an unknown size.
        int? Pixels(string name) =>
            reading.Whole(JsonFieldReader.Property(value, name), $"{path}.{name}", 0, int.MaxValue) is > 0 and { } pixels ? pixels : null;
    }

    /// <summary>
    /// Reads the point of interest that Superdesk adds to a rendition. Superdesk measures the point in pixels of the rendition. The result
    /// is in fractions of its width and height.
    /// </summary>
    private static FocalPoint? ReadFocus(JsonElement value, string path, Image rendition, JsonFieldReader reading)
    {
        var point = JsonFieldReader.Property(value, "poi");
        if (point.ValueKind != JsonValueKind.Object || rendition is not { Width: > 0 and { } width, Height: > 0 and { } height })
        {
            return null;
        }

        var x = reading.Number(JsonFieldReader.Property(point, "x"), $"{path}.poi.x") / width;
        var y = reading.Number(JsonFieldReader.Property(point, "y"), $"{path}.poi.y") / height;
        return x is >= 0 and <= 1 && y is >= 0 and <= 1 ? new FocalPoint { X = x.Value, Y = y.Value } : null;
    }

    /// <summary>
    /// Returns the picture of an item that has no renditions. The <c>uri</c> of the item is the URL of the picture. Returns null if the
    /// <c>uri</c> is not the absolute URL of a picture.
    /// </summary>
    private static Image? ByAddress(NinjsItem item, string? role, JsonFieldReader reading) =>
        item[NinjsProperty.Renditions].ValueKind == JsonValueKind.Undefined
        && item.Line(NinjsProperty.Type, reading) is "picture" or "graphic"
        && item.Line(NinjsProperty.Uri, reading) is { } uri && WebAddress.IsValid(uri) && BrowserPictures.HasExtension(uri)
            ? new Image { Url = uri, Role = role }
            : null;

    /// <summary>Returns the members of a list (2.x, 3.x), or the members of an object with their names (1.x).</summary>
    private static IEnumerable<(string? Name, JsonElement Value, string Path)> Members(
        JsonElement members, string list, JsonFieldReader reading)
    {
        if (members.ValueKind == JsonValueKind.Object)
        {
            return members.EnumerateObject().Select(member => ((string?)member.Name, member.Value, $"{list}.{member.Name}"));
        }

        return reading.List(members, list).Index().Select(member =>
        {
            var name = member.Item.ValueKind == JsonValueKind.Object ? JsonFieldReader.Property(member.Item, "name") : default;
            var line = name.ValueKind == JsonValueKind.String ? PlainText.OneLine(name.GetString()) : null;
            return (line, member.Item, $"{list}[{member.Index}]");
        });
    }
}
