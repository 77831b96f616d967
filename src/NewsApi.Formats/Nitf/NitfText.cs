using System.Xml.Linq;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Nitf;

/// <summary>The texts in the body of a NITF document: what readers see. The head of a document is for machines.</summary>
/// <param name="nitf">The element <c>nitf</c>.</param>
internal sealed class NitfText(XElement nitf)
{
    private readonly XElement? _body = nitf.Child("body");

    private XElement? Head => _body.Child("body.head");

    public string? Headline => (Head.Child("hedline").Child("hl1") ?? Head.Child("headline").Child("hl1")).Prose();

    public string? Byline => Join(Head.Children("byline").Select(byline => byline.Prose()));

    /// <summary>The place of the dateline, or the whole dateline if it marks no place.</summary>
    public string? Dateline => Head.Child("dateline").Child("location").Prose() ?? Head.Child("dateline").Prose();

    public string? Summary => Head.Child("abstract").Prose();

    /// <summary>The name of the organisation that distributes the document.</summary>
    public string? Distributor => Head.Child("distributor").Prose();

    /// <summary>The element that contains the article; null if there is none.</summary>
    public XElement? Content => _body.Child("body.content");

    /// <summary>The article as HTML, not sanitised yet; null if it has no text.</summary>
    public string? Html => Content is { } content ? NitfBody.ToHtml(content) : null;

    private static string? Join(IEnumerable<string?> lines) =>
        string.Join(", ", lines.OfType<string>()) is { Length: > 0 } all ? all : null;
}
