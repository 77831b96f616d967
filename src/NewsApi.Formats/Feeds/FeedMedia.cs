using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Feeds;

/// <summary>Reads the pictures of an entry in XML: Media RSS (https://www.rssboard.org/media-rss) and enclosures.</summary>
internal static class FeedMedia
{
    /// <summary>
    /// Returns the pictures. The files of a <c>media:group</c> are one picture in several sizes. A thumbnail is taken only if there is no
    /// other picture.
    /// </summary>
    /// <param name="enclosures">The files that the format itself has for the entry.</param>
    public static ValueList<Image> Read(XElement entry, IEnumerable<Rendition> enclosures, ItemProblems problems)
    {
        var images = new List<Image>();
        foreach (var group in entry.Elements(FeedNames.Media + "group"))
        {
            Add(group.Elements(FeedNames.Media + "content"), group);
        }

        foreach (var content in entry.Elements(FeedNames.Media + "content"))
        {
            Add([content], content);
        }

        images.AddRange(enclosures.Select(file => PictureFiles.Choose([file], null, problems)).OfType<Image>());
        if (images.Count == 0)
        {
            foreach (var thumbnail in entry.Descendants(FeedNames.Media + "thumbnail").Take(1))
            {
                Add([thumbnail], thumbnail, isPicture: true);
            }
        }

        return [.. images.DistinctBy(image => image.Url)];

        void Add(IEnumerable<XElement> contents, XElement described, bool isPicture = false)
        {
            Rendition[] files = [.. contents.Where(content => isPicture || IsPicture(content)).Select(ToFile).OfType<Rendition>()];
            if (PictureFiles.Choose(files, null, problems) is { } image)
            {
                images.Add(image with
                {
                    Caption = Text(described, entry, "description") ?? Text(described, entry, "title"),
                    Credit = Text(described, entry, "credit"),
                });
            }
        }
    }

    /// <summary>Returns the text of a property, which may be of the picture itself or of all pictures of the entry.</summary>
    private static string? Text(XElement media, XElement entry, string name) => FeedText.Line(
        (media.Element(FeedNames.Media + name) ?? media.Element(FeedNames.Media + "content")?.Element(FeedNames.Media + name)
        ?? entry.Element(FeedNames.Media + name))?.Value);

    private static bool IsPicture(XElement content) => content.Attr("medium") is { } medium
        ? medium.Equals("image", StringComparison.OrdinalIgnoreCase)
        : PictureFiles.IsPicture(content.Attr("type"), content.Attr("url"));

    private static Rendition? ToFile(XElement content) => content.Attr("url") is { } address
        ? new Rendition
        {
            Url = address,
            Width = PictureFiles.Pixels(content.Attr("width")),
            Height = PictureFiles.Pixels(content.Attr("height")),
            ContentType = PictureFiles.ContentType(content.Attr("type")),
        }
        : null;
}
