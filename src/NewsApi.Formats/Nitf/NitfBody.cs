using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Nitf;

/// <summary>Converts the text of a NITF document (IPTC's News Industry Text Format 3.x) to HTML. The HTML is not sanitised yet.</summary>
internal static class NitfBody
{
    /// <summary>
    /// The largest depth of nested elements, in levels. It limits the recursion in this class. Deeper elements are dropped.
    /// </summary>
    private const int MaxDepth = 64;

    /// <returns>The HTML; null if the document is not well-formed or has no <c>body.content</c>.</returns>
    public static string? ToHtml(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml.TrimStart()), XmlInput.Settings);
            var content = Content(reader);
            return content is null ? null : ToHtml(content);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <param name="content">The element <c>body.content</c>.</param>
    /// <returns>The HTML; null if the element has no text.</returns>
    public static string? ToHtml(XElement content)
    {
        var html = new StringBuilder();
        Write(content, html, 0);
        return html.ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    private static XElement? Content(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "body.content")
            {
                return XElement.Load(reader.ReadSubtree());
            }
        }

        return null;
    }

    private static void Write(XElement element, StringBuilder html, int depth)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
            {
                html.Append(text.Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal));
            }
            else if (node is XElement inner && depth < MaxDepth && Tag(inner.Name.LocalName) is { } tag)
            {
                Open(inner, tag, html);
                Write(inner, html, depth + 1);
                html.Append(tag is "" or "br" or "hr" ? "" : $"</{tag}>");
            }
        }
    }

    private static void Open(XElement element, string tag, StringBuilder html)
    {
        if (tag == "a" && element.Attribute("href")?.Value is { } address)
        {
            html.Append("<a href=\"").Append(System.Net.WebUtility.HtmlEncode(address)).Append("\">");
        }
        else if (tag != "")
        {
            html.Append('<').Append(tag).Append('>');
        }
    }

    /// <returns>
    /// The name of the HTML element that replaces the NITF element. Empty if only the content of the NITF element is kept. Null if the NITF
    /// element is dropped with its content.
    /// </returns>
    private static string? Tag(string name) => name switch
    {
        "p" or "a" or "ul" or "ol" or "li" or "dl" or "dt" or "dd" or "br" or "hr" or "em" or "sub" or "sup" or "pre"
            or "table" or "caption" or "thead" or "tbody" or "tfoot" or "tr" or "th" or "td" => name,
        "hl1" or "hl2" => "h2",
        "bq" => "blockquote",
        "q" => "q",
        "media" or "note" or "style" or "nitf-table-metadata" or "custom-table" => null,
        _ => "",
    };
}
