using System.Net;
using System.Text;
using System.Xml.Linq;

namespace NewsApi.Formats.Markup;

/// <summary>Writes the elements of XHTML as HTML. The HTML is not sanitised yet.</summary>
internal static class HtmlMarkup
{
    /// <summary>The elements of HTML that have no end tag (HTML, section 13.1.2).</summary>
    private static readonly HashSet<string> Void =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    /// <summary>Returns the content of an element as HTML. If it contains a whole page, returns only the content of its body.</summary>
    /// <returns>The HTML; null if it would be blank.</returns>
    public static string? Write(XElement element)
    {
        var body = element.DescendantsAndSelf().FirstOrDefault(inner => inner.Name.LocalName == "body") ?? element;
        var html = new StringBuilder();
        Write(body, html);
        return html.ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    // The depth of the recursion is limited by XmlInput.MaxDepth.
    private static void Write(XElement element, StringBuilder html)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
            {
                html.Append(text.Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal));
            }
            else if (node is XElement inner && inner.Name.LocalName is not ("script" or "style" or "head" or "title"))
            {
                var name = inner.Name.LocalName;
                html.Append('<').Append(name);
                foreach (var attribute in inner.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.None))
                {
                    html.Append(' ').Append(attribute.Name.LocalName).Append("=\"")
                        .Append(WebUtility.HtmlEncode(attribute.Value)).Append('"');
                }

                html.Append('>');
                if (!Void.Contains(name))
                {
                    Write(inner, html);
                    html.Append("</").Append(name).Append('>');
                }
            }
        }
    }
}
