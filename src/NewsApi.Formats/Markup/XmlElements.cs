using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Markup;

/// <summary>Short ways to read elements.</summary>
internal static class XmlElements
{
    private static readonly XNamespace XmlNamespace = "http://www.w3.org/XML/1998/namespace";

    extension(XElement? element)
    {
        /// <summary>Returns the first child with a local name in the element's own namespace; null if there is none.</summary>
        public XElement? Child(string name) => element?.Element(element.Name.Namespace + name);

        /// <summary>Returns the children with a local name in the element's own namespace.</summary>
        public IEnumerable<XElement> Children(string name) => element?.Elements(element.Name.Namespace + name) ?? [];

        /// <summary>Returns the value of an attribute on one line; null if it is absent or blank.</summary>
        public string? Attr(string name) => PlainText.OneLine(element?.Attribute(name)?.Value);

        /// <summary>Returns the value of <c>xml:lang</c>; null if it is absent or blank.</summary>
        public string? Lang() => PlainText.OneLine(element?.Attribute(XmlNamespace + "lang")?.Value);

        /// <summary>
        /// Returns the text on one line, with character references decoded once more, because many systems escape twice. A line break is a
        /// space. Returns null if the text is blank.
        /// </summary>
        public string? Prose() => element is null ? null : PlainText.Decoded(PlainText.OneLine(Text(element)));

        /// <summary>Returns the text on one line; null if it is blank.</summary>
        public string? Line() => element is null ? null : PlainText.OneLine(element.Value);

        /// <summary>Returns the number of the line in the document on which the element begins; null if it is not known.</summary>
        public long? LineNumber() => element is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : null;
    }

    private static string Text(XElement element)
    {
        if (!element.HasElements)
        {
            return element.Value;
        }

        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
        {
            text.Append(node switch
            {
                XText part => part.Value,
                XElement { Name.LocalName: "br" or "p" or "li" or "div" } => " ",
                _ => "",
            });
        }

        return text.ToString();
    }
}
