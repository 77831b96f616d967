using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Feeds;

/// <summary>The format JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal sealed class JsonFeedFormat : Format
{
    public override string Name => "jsonfeed";

    public override IReadOnlyList<string> Extensions { get; } = [".json"];

    internal override DocumentSplitter Splitter => JsonSplitter.Instance;

    public override bool Recognises(ParsedDocument document) =>
        document.Json.ValueKind == JsonValueKind.Object
        && JsonFieldReader.Property(document.Json, "version") is { ValueKind: JsonValueKind.String } version
        && version.GetString()?.Contains("jsonfeed.org/version/", StringComparison.Ordinal) == true;

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.JsonProblem is { } problem)
        {
            return [new RejectedItem(document.Origin, problem)];
        }

        var feed = document.Json;
        if (feed.ValueKind != JsonValueKind.Object)
        {
            var what = JsonFieldReader.Describe(feed.ValueKind);
            return [new RejectedItem(document.Origin, $"A JSON Feed must be an object, but the document is {what}.")];
        }

        var reading = new JsonFieldReader();
        var channel = new FeedChannel(
            Line("title"), Line("home_page_url") ?? Line("feed_url"), Line("language"), JsonFeedItem.Authors(feed, reading));
        Incoming[] items = [.. reading.List(JsonFieldReader.Property(feed, "items"), "items").Index().Select(item =>
            JsonFeedItem.Read(item.Item, $"items[{item.Index}]", channel, document.Origin, strict))];
        return items.Length > 0
            ? items
            : [new RejectedItem(document.Origin, "The feed contains no items.") { Warnings = reading.Warnings }];

        string? Line(string name) => reading.Line(JsonFieldReader.Property(feed, name), name);
    }
}
