using System.Xml.Linq;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>Reads codes of vocabularies: <c>qcode="stat:usable"</c>, or a <c>uri</c> that ends with the same code.</summary>
internal static class G2Code
{
    /// <summary>Returns the code of an element without its vocabulary, in lower case; null if it has none.</summary>
    public static string? Of(XElement? element) =>
        Part(element.Attr("qcode") ?? element.Attr("uri") ?? element.Attr("literal"))?.ToLowerInvariant();

    /// <summary>Returns the code of an attribute without its vocabulary, in lower case; null if it is absent.</summary>
    public static string? Of(XElement element, string attribute) =>
        Part(element.Attr(attribute) ?? element.Attr($"{attribute}uri"))?.ToLowerInvariant();

    /// <summary>Returns the last part of a code or URI: "usable" of <c>stat:usable</c>.</summary>
    public static string? Part(string? code) =>
        code?.TrimEnd('/', '#') is { Length: > 0 } text ? text[(text.LastIndexOfAny([':', '/', '#']) + 1)..] : null;
}
