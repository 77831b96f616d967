using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Nitf;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMl1;

/// <summary>Reads the body and the pictures of an article from its content items.</summary>
internal static class NewsMl1Content
{
    /// <summary>Returns the body of the article as HTML, and its NITF document if it has one.</summary>
    /// <returns><c>IsTrusted</c> is true if the HTML was made from plain text.</returns>
    public static (string? Html, bool IsTrusted, NitfText? Nitf) Body(NewsMl1Component article, XmlFieldReader reading)
    {
        foreach (var part in article.Parts.Where(part => !IsAside(part)).OrderBy(part => IsBody(part) ? 0 : 1))
        {
            foreach (var content in part.Children("ContentItem").Where(content => content.Child("DataContent") is not null))
            {
                if (content.Child("Encoding") is not null)
                {
                    reading.Warn("Encoding", "A content in an encoding was left out.");
                }
                else if (Read(content) is { Html: not null } body)
                {
                    return body;
                }
            }
        }

        return (null, false, null);
    }

    public static ValueList<Image> Images(NewsMl1Component article, XmlFieldReader reading)
    {
        var images =
            from part in article.Parts
            let image = PictureFiles.Choose([.. part.Children("ContentItem").Select(ToFile).OfType<Rendition>()], null, reading)
            where image is not null
            orderby NewsMl1Component.Role(part) == "logo", Property(part.Child("DescriptiveMetadata"), "Rank")
            select image with
            {
                Role = NewsMl1Component.Role(part),
                Caption = part == article.Main ? null : part.Child("NewsLines").Child("HeadLine").Prose(),
                Credit = part == article.Main ? null : part.Child("NewsLines").Child("CreditLine").Prose(),
            };
        return [.. images.DistinctBy(image => image.Url)];
    }

    /// <summary>Returns the value of a property with a formal name; null if there is none.</summary>
    public static string? Property(XElement? parent, string name) =>
        parent.Children("Property").FirstOrDefault(property => NewsMl1Component.Formal(property) == name).Attr("Value");

    private static (string? Html, bool IsTrusted, NitfText? Nitf) Read(XElement content)
    {
        var data = content.Child("DataContent");
        if (data?.Elements().FirstOrDefault(element => element.Name.LocalName == "nitf") is { } nitf)
        {
            var text = new NitfText(nitf);
            return (text.Html, false, text);
        }

        if (data is null || data.HasElements)
        {
            return (data is null ? null : HtmlMarkup.Write(data), false, null);
        }

        var type = content.Child("MimeType").Attr("FormalName") ?? "text/plain";
        return type.Contains("html", StringComparison.OrdinalIgnoreCase) ? (data.Value.Trim() is "" ? null : data.Value, false, null)
            : type == "text/plain" ? (PlainText.ToHtml(data.Value), true, null)
            : (null, false, null);
    }

    private static bool IsBody(XElement part) =>
        NewsMl1Component.Role(part) is "body" or "main" or "main text" or "text" or "story";

    /// <summary>Returns true for a part with another role, such as a style sheet or a contact: its text is not the article's.</summary>
    private static bool IsAside(XElement part) => NewsMl1Component.Role(part)
        is "stylesheet" or "headline" or "subheadline" or "contact" or "logo" or "photo" or "picture" or "caption" or "graphic" or "summary"
            or "abstract" or "keyword" or "quicklook" or "thumbnail";

    private static Rendition? ToFile(XElement content)
    {
        var size = content.Child("Characteristics");
        return PictureFiles.ToFile(
            content.Attr("Href"), content.Child("MimeType").Attr("FormalName"),
            Property(size, "PixelWidth") ?? Property(size, "Width"), Property(size, "PixelHeight") ?? Property(size, "Height"),
            Property(size, "ImageUse"));
    }
}
