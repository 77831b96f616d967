using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Feeds;

/// <summary>The format Atom 1.0 (RFC 4287): a feed, or a single entry.</summary>
internal sealed class AtomFormat : Format
{
    public override string Name => "atom";

    public override IReadOnlyList<string> Extensions { get; } = [".xml", ".atom"];

    internal override DocumentSplitter Splitter => WholeFileSplitter.Instance;

    public override bool Recognises(ParsedDocument document) =>
        document.Xml is { } root && (root.Name == FeedNames.Atom + "feed" || root.Name == FeedNames.Atom + "entry");

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.Xml is not { } root)
        {
            return [new RejectedItem(document.Origin, document.XmlProblem ?? "The document is not XML.")];
        }

        var isEntry = root.Name.LocalName == "entry";
        var feed = isEntry ? root.Child("source") : root;
        var channel = new FeedChannel(
            FeedText.Line(feed.Child("title")?.Value), AtomEntry.Link(feed, "alternate", null) ?? feed.Child("id").Line(), root.Lang(),
            AtomEntry.Authors(feed));
        if (isEntry)
        {
            return [AtomEntry.Read(root, channel, document.Origin, strict)];
        }

        Incoming[] entries =
            [.. root.Elements().Select(element => AtomEntry.ReadPart(element, channel, document.Origin, strict)).OfType<Incoming>()];
        return entries.Length > 0
            ? entries
            : [new RejectedItem(document.Origin, root.Name == FeedNames.Atom + "feed"
                ? "The feed contains no entries."
                : "The document is not a feed of Atom.")];
    }
}
