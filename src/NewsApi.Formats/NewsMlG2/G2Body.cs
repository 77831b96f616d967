using System.Net;
using System.Xml.Linq;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Nitf;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>The text of an item: the best of its contents as HTML, and the NITF document if it has one.</summary>
/// <param name="IsTrusted">True if the HTML was made from plain text.</param>
internal sealed record G2Body(string? Html, bool IsTrusted, NitfText? Nitf)
{
    /// <summary>Chooses the content with the most structure: HTML is better than NITF, and NITF is better than plain text.</summary>
    public static G2Body Read(G2Item item, XmlFieldReader reading)
    {
        string? html = null;
        string? text = null;
        NitfText? nitf = null;
        var skipped = new List<string>();
        foreach (var content in item.Contents)
        {
            var type = content.Attr("contenttype")?.ToLowerInvariant();
            switch (content.Name.LocalName)
            {
                case "inlineXML" when content.Elements().FirstOrDefault(e => e.Name.LocalName == "nitf") is { } document:
                    nitf ??= new NitfText(document);
                    break;
                case "inlineXML" when IsHtml(content, type):
                    html ??= HtmlMarkup.Write(content);
                    break;
                case "inlineData" when content.Attr("encoding") is not null:
                    skipped.Add($"{type ?? "data"} in an encoding");
                    break;
                case "inlineData" when type?.Contains("html", StringComparison.Ordinal) == true:
                    html ??= string.IsNullOrWhiteSpace(content.Value) ? null : content.Value;
                    break;
                case "inlineData" when type is null || type.StartsWith("text/", StringComparison.Ordinal):
                    text ??= PlainText.ToHtml(WebUtility.HtmlDecode(content.Value));
                    break;
                case "inlineXML" or "inlineData" when content.HasElements || !string.IsNullOrWhiteSpace(content.Value):
                    skipped.Add(type ?? content.Elements().FirstOrDefault()?.Name.LocalName ?? "text");
                    break;
                default:
                    break;
            }
        }

        if ((html ?? nitf?.Html ?? text) is null && skipped.Count > 0)
        {
            reading.Warn("contentSet", $"No body of the item has a supported type ({skipped[0]}); it is kept in the stored document.");
        }

        return new G2Body(html ?? nitf?.Html ?? text, html is null && nitf?.Html is null && text is not null, nitf);
    }

    /// <summary>Returns true for HTML, and for paragraphs without a declared type.</summary>
    private static bool IsHtml(XElement content, string? type) => type is not null
        ? type.Contains("html", StringComparison.Ordinal)
        : content.Elements().FirstOrDefault()?.Name.LocalName
            is "html" or "body" or "article" or "section" or "div" or "p" or "ul" or "ol" or "table" or "h1" or "h2" or "blockquote";
}
