using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMl1;

/// <summary>The format NewsML 1.x, the predecessor of NewsML-G2: an envelope with news items.</summary>
internal sealed class NewsMl1Format : Format
{
    public override string Name => "newsml-1";

    public override IReadOnlyList<string> Extensions { get; } = [".xml"];

    internal override DocumentSplitter Splitter => WholeFileSplitter.Instance;

    public override bool Recognises(ParsedDocument document) => document.Xml?.Name.LocalName == "NewsML";

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.Xml is not { } root)
        {
            return [new RejectedItem(document.Origin, document.XmlProblem ?? "The document is not XML.")];
        }

        var items = root.Children("NewsItem").ToList();
        return items.Count > 0
            ? [.. items.Select(item => NewsMl1Reader.Read(item, document.Origin with { Line = item.LineNumber() }, strict))]
            : [new RejectedItem(document.Origin, $"The <{root.Name.LocalName}> contains no <NewsItem> of NewsML 1.")];
    }
}
