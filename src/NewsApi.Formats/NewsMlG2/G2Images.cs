using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>Reads pictures from remote content.</summary>
internal static class G2Images
{
    /// <summary>Returns the picture of the item itself, then those of the picture items that belong to it.</summary>
    public static ValueList<Image> Read(G2Item item, IReadOnlyList<XElement> pictures, XmlFieldReader reading)
    {
        var images = new List<Image>();
        Add(item);
        foreach (var picture in pictures.Select(element => new G2Item(element)))
        {
            if (IsPublic(picture))
            {
                Add(picture);
            }
            else
            {
                reading.Warn("picture withheld", "A picture with an embargo or a status of its own was left out.");
            }
        }

        return [.. images.DistinctBy(image => image.Url)];

        void Add(G2Item from)
        {
            if (Picture(from, reading) is { } image)
            {
                images.Add(image);
            }
        }
    }

    /// <summary>
    /// Returns true if a picture may be shown with the article. It becomes public together with the article, so a picture with an embargo
    /// of its own would become public too early.
    /// </summary>
    private static bool IsPublic(G2Item picture) =>
        picture.ItemMeta.Child("embargoed") is null && G2Code.Of(picture.ItemMeta.Child("pubStatus")) is null or "usable";

    private static Image? Picture(G2Item item, XmlFieldReader reading)
    {
        Rendition[] files = [.. item.Contents.Where(content => content.Name.LocalName == "remoteContent").Select(File).OfType<Rendition>()];
        var image = PictureFiles.Choose(files, null, reading);
        if (image is null || G2Code.Of(item.ItemMeta.Child("itemClass")) is not ("picture" or "graphic"))
        {
            return image;
        }

        return image with
        {
            Caption = Described(item, "caption") ?? Described(item, null) ?? Described(item, "summary"),
            AltText = Described(item, "alttext") ?? Described(item, "alt"),
            Credit = item.ContentMeta.Child("creditline").Prose() ?? item.ContentMeta.Child("by").Prose()
                ?? item.NameOf(item.ContentMeta.Child("creator")) ?? item.NameOf(item.Element.Child("rightsInfo").Child("copyrightHolder")),
        };
    }

    private static string? Described(G2Item item, string? role) =>
        item.Choose(item.ContentMeta.Children("description").Where(description => G2Code.Of(description, "role") == role));

    private static Rendition? File(XElement content) => PictureFiles.ToFile(
        content.Attr("href"), content.Attr("contenttype"), content.Attr("width"), content.Attr("height"),
        G2Code.Part(content.Attr("rendition")));
}
