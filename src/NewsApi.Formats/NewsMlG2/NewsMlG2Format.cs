using System.Xml.Linq;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>
/// The format NewsML-G2, IPTC's news in XML (https://iptc.org/standards/newsml-g2/): a news item, or a message or package with items.
/// </summary>
internal sealed class NewsMlG2Format : Format
{
    public override string Name => "newsml-g2";

    public override IReadOnlyList<string> Extensions { get; } = [".xml"];

    internal override DocumentSplitter Splitter => WholeFileSplitter.Instance;

    public override bool Recognises(ParsedDocument document) =>
        document.Xml is { } root && G2Message.IsKnown(root.Name.LocalName)
        && (root.Name.Namespace == G2Message.Namespace || root.Name.Namespace == XNamespace.None);

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.Xml is not { } root)
        {
            return [new RejectedItem(document.Origin, document.XmlProblem ?? "The document is not XML.")];
        }

        if (!G2Message.IsKnown(root.Name.LocalName))
        {
            return [new RejectedItem(
                document.Origin, $"The document begins with <{root.Name.LocalName}>, which is not an item or a message of NewsML-G2.")];
        }

        if (root.Name.LocalName == "newsItem")
        {
            return [G2Reader.Read(root, [], document.Text, document.Origin, strict)];
        }

        var message = new G2Message(root);
        var origin = document.Origin;
        Incoming[] read = [.. message.Articles().Select(item => G2Reader.Read(
            item.Element, item.Pictures, null, origin with { Line = item.Element.LineNumber() ?? origin.Line }, strict))];
        Incoming[] rejected = [.. message.Rejections().Select(r =>
            new RejectedItem(origin with { Line = r.Item.LineNumber() ?? origin.Line }, r.Reason))];
        return read.Length + rejected.Length > 0
            ? [.. read, .. rejected]
            : [new RejectedItem(origin, $"The <{root.Name.LocalName}> contains no items.")];
    }
}
