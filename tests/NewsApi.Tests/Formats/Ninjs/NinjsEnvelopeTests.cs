using System.Text;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

public sealed class NinjsEnvelopeTests
{
    private const string A = """{"uri":"urn:a", "headline":"A"}""";
    private const string B = """{"guid":"urn:b", "headline":"B"}""";

    [Theory]
    [InlineData("{\"item\": " + A + "}")]
    [InlineData("{\"items\": [" + A + "," + B + "]}")]
    [InlineData("{\"_items\": [" + A + "," + B + "], \"_meta\": {\"page\": 1}}")]
    [InlineData("{\"api_version\": \"1.1\", \"data\": {\"items\": [{\"meta\": {}, \"item\": " + A + "}, {\"item\": " + B + "}]}}")]
    [InlineData("{\"hits\": [" + A + "," + B + "], \"total\": 2}")]
    [InlineData("{\"took\": 3, \"hits\": {\"total\": 2, \"hits\": [{\"_id\": \"1\", \"_source\": " + A + "}, {\"_source\": " + B + "}]}}")]
    [InlineData("{\"response\": {\"docs\": [" + A + "," + B + "]}}")]
    public void Each_item_of_an_envelope_is_read_as_if_it_came_alone(string json)
    {
        var items = Read(json).Cast<IncomingArticle>().ToArray();

        Assert.Equal(new[] { A, B }.Take(items.Length), items.Select(item => item.Document));
        Assert.Equal(json.Contains("urn:b", StringComparison.Ordinal) ? 2 : 1, items.Length);
    }

    [Fact]
    public void An_invalid_item_of_an_envelope_is_rejected_with_its_path_and_the_others_are_read()
    {
        var items = Read("{\"data\": {\"items\": [{\"item\": " + A + "}, {\"item\": {\"uri\": \"urn:b\"}}]}}");

        Assert.IsType<IncomingArticle>(items[0]);
        Assert.StartsWith("In 'data.items[1].item': The item has no headline", Assert.IsType<RejectedItem>(items[1]).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"item":{"item":{"item":{"item":{"item":{"item":{"item":{"item":{"uri":"urn:a"}}}}}}}}}""")]
    public void An_envelope_without_an_item_is_rejected_as_an_unknown_format(string json) =>
        Assert.Contains(
            "none of the known formats", Assert.IsType<RejectedItem>(Assert.Single(Read(json))).Reason, StringComparison.Ordinal);

    private static IReadOnlyList<Incoming> Read(string json) =>
        KnownFormats.Read(
            new SourceDocument(new Origin("feed.json", null), Encoding.UTF8.GetBytes(json)), KnownFormats.Detected, strict: false);
}
