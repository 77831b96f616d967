using System.Xml.Linq;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Feeds;

/// <summary>The format RSS 2.0 (https://www.rssboard.org/rss-specification), and its forerunners 0.9x and 1.0.</summary>
internal sealed class RssFormat : Format
{
    public override string Name => "rss";

    public override IReadOnlyList<string> Extensions { get; } = [".xml", ".rss"];

    internal override DocumentSplitter Splitter => WholeFileSplitter.Instance;

    public override bool Recognises(ParsedDocument document) =>
        document.Xml is { } root && ((root.Name == "rss" && root.Element("channel") is not null)
            || (root.Name.LocalName == "RDF" && root.Elements(FeedNames.Rss1 + "channel").Any()));

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.Xml is not { } root)
        {
            return [new RejectedItem(document.Origin, document.XmlProblem ?? "The document is not XML.")];
        }

        var channel = root.Elements().FirstOrDefault(element => element.Name.LocalName == "channel");
        var version = root.Attr("version") is { Length: <= 10 } number
            ? $"RSS {number}"
            : channel is { Name.NamespaceName: "" } ? "RSS" : "RSS 1.0";
        var about = new FeedChannel(
            FeedText.Line(channel.Child("title")?.Value),
            channel.Child("link").Line(),
            (channel.Child("language") ?? channel?.Element(FeedNames.DublinCore + "language")).Line() ?? root.Lang());
        XElement[] items = [.. root.Elements().Concat(channel?.Elements() ?? []).Where(element => element.Name.LocalName == "item")];
        return items.Length > 0
            ? [.. items.Select(item => RssItem.Read(item, about, version, document.Origin, strict))]
            : [new RejectedItem(document.Origin, channel is null ? "The document has no channel of RSS." : "The feed contains no items.")];
    }
}
