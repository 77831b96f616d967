using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

/// <summary>Real items: IPTC's own suite and examples, and ten thousand of Reuters'.</summary>
[Trait("Needs", "Shared data")]
public sealed class NinjsSamplesTests
{
    private const string Suite = "standards/ninjs/validation/test_suite";

    [Theory]
    [InlineData("2.1", 13)]
    [InlineData("2.2", 1)]
    [InlineData("3.0", 27)]
    [InlineData("3.1", 1)]
    public async Task Files_that_must_pass_the_IPTC_suite_are_not_rejected_for_their_schema(string version, int files)
    {
        var items = await TestReader.All(SharedData.Path($"{Suite}/{version}/should_pass"), strict: true);

        Assert.Equal(files, items.Count);
        Assert.All(items, item => Assert.True(
            item is IncomingArticle || item is RejectedItem { Reason: var reason }
                && IsNoArticle(reason), (item as RejectedItem)?.ToString()));
    }

    [Theory]
    [InlineData("2.1", 4)]
    [InlineData("2.2", 1)]
    [InlineData("3.0", 8)]
    [InlineData("3.1", 1)]
    public async Task Files_that_must_fail_the_IPTC_suite_are_rejected_for_their_schema(string version, int files)
    {
        var items = await TestReader.All(SharedData.Path($"{Suite}/{version}/should_fail"), strict: true);

        Assert.Equal(files, items.Count);
        Assert.All(items, item => Assert.Contains("violates ninjs", Assert.IsType<RejectedItem>(item).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("003_event_with_conflicting_start", "'eventDetails.dates'")]
    [InlineData("004_event_with_renditions", "'eventDetails.dates'")]
    [InlineData("004_invalid_truncated_date", "'eventDetails.dates.expectedStartDate'")]
    [InlineData("005_planned_coverage_bad_urgency", "'plannedCoverage[].urgency'")]
    public void An_event_or_plan_of_an_earlier_version_is_rejected_for_its_invalid_property(string file, string name)
    {
        var reason = TestReader.Rejection(File.ReadAllText(SharedData.Path($"{Suite}/3.0/should_fail/{file}.json")), strict: true);

        Assert.Contains($"{name} violates ninjs 3", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("'type'", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("standards/ninjs/examples", 26)]
    [InlineData("standards/ninjs/documentation", 12)]
    [InlineData("standards/ninjs/graphql", 20)]
    public async Task Every_example_is_read_as_an_article_or_rejected_as_another_type(string folder, int articles)
    {
        var items = await TestReader.All(SharedData.Path(folder));

        Assert.All(items.OfType<RejectedItem>(), item => Assert.True(IsNoArticle(item.Reason), item.ToString()));
        Assert.Equal(articles, items.OfType<IncomingArticle>().Count());
    }

    [Fact]
    public async Task Ten_thousand_real_items_are_read_with_all_their_tags()
    {
        var items = await TestReader.All(SharedData.Path("reuters-public.ndjson.gz"), strict: true);

        var articles = items.Cast<IncomingArticle>().ToList();
        Assert.Equal(10_000, articles.Count);
        Assert.Equal(525, Tags(EntityKind.Person));
        Assert.Equal(11_033, Tags(EntityKind.Place));
        Assert.Equal(7_028, Tags(EntityKind.Topic));
        Assert.Equal(9_191, articles.Count(a => a.Content.Body is not null));
        Assert.All(articles, a =>
            Assert.True(a.Warnings.Count == 0 && a.Format == "ninjs 3.0" && a.Content is { Language: "en", Source: "Reuters" }));
        Assert.Equal("STANDARD OIL <SRD> TO FORM FINANCIAL UNIT", articles[1].Content.Headline);
        Assert.Contains("<p>BP North America is a subsidiary of British Petroleum Co Plc &lt;BP&gt;, which", articles[1].Content.Body,
            StringComparison.Ordinal);
        Assert.Contains("<pre>",
            articles.First(a => a.Content.Body?.Contains("Corn    1.35", StringComparison.Ordinal) == true).Content.Body,
            StringComparison.Ordinal);

        int Tags(EntityKind kind) => articles.Sum(a => a.Mentions.Count(m => m.Kind == kind));
    }

    [Fact]
    public void An_agency_item_is_read_in_full()
    {
        var json = File.ReadAllText(SharedData.Path("standards/ninjs/examples/3.0/tt_text_image_3.json"));
        var article = TestReader.Article(json);

        Assert.Equal("ninjs 3", article.Format);
        Assert.Equal(json, article.Document);
        Assert.Equal(DateTimeOffset.Parse("2021-05-26T11:40:18Z", null), article.VersionCreated);
        Assert.Equal("Militärövning i jätteformat hålls 2023", article.Content.Headline);
        Assert.Equal(("sv", "Inrikes", "TT", 3),
            (article.Content.Language, article.Content.Genre, article.Content.Source, article.Content.Urgency));
        Assert.StartsWith("<article>", article.Content.Body, StringComparison.Ordinal);
        Assert.False(article.BodyIsTrusted);
        var image = Assert.Single(article.Content.Images);
        Assert.Equal("a001", image.Role);
        Assert.StartsWith("https://", image.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_example_in_2_1_and_3_0_makes_the_same_article()
    {
        foreach (var (second, third) in new[]
        {
            ("ap_image", "ap_image"), ("ap_video", "ap_video"), ("ntb_text", "ntb_text"), ("dpa_text", "dpa_text"),
                ("imageLinkedRights", "imageLinkedRights"),
            ("SIPA_image_2", "SIPA_image_3"), ("businesswire-newsml-20130731006140", "businesswire-newsml-20130731006140"),
        })
        {
            var old = TestReader.Article(File.ReadAllText(SharedData.Path($"standards/ninjs/examples/2.1/{second}.json")));
            var current = TestReader.Article(File.ReadAllText(SharedData.Path($"standards/ninjs/examples/3.0/{third}.json")));

            Assert.StartsWith("ninjs 2", old.Format, StringComparison.Ordinal);
            Assert.Equal(current with { Format = "", Document = "", Warnings = [] },
                old with { Format = "", Document = "", Warnings = [] });
        }
    }

    [Fact]
    public void A_body_in_NITF_alone_is_read()
    {
        var json = File.ReadAllText(SharedData.Path(
            "standards/ninjs/examples/3.0/20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf.json"));

        var body = TestReader.Article(json).Content.Body;

        Assert.StartsWith("<p>The Australian Sports Anti-Doping Authority", body, StringComparison.Ordinal);
        Assert.DoesNotContain("By DopingWatch", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_real_item_never_causes_an_exception()
    {
        var random = new Random(20261124);
        var samples = Directory.GetFiles(SharedData.Path("standards/ninjs/examples"), "*.json", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToArray();
        var rejected = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var json = Damage(samples[random.Next(samples.Length)], random);
            rejected += TestReader.One(json, strict: random.Next(2) == 0) is RejectedItem { Reason.Length: > 10 } ? 1 : 0;
        }

        Assert.True(rejected > 500, $"{rejected} rejected");
    }

    /// <summary>Swaps one value for another of any type, or a character, or cuts the end off.</summary>
    private static string Damage(string json, Random random)
    {
        string[] values = ["null", "[]", "{}", "-1", "1e999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[[[1]]]", "true",
            "\"2026-02-30T25:00:00Z\"", "{\"a\":{\"a\":1},\"a\":2}"];
        var at = random.Next(json.Length);
        var colon = json.IndexOf(':', at);
        var end = colon < 0 ? -1 : json.IndexOfAny([',', '}', ']', '\n'], colon);
        return random.Next(4) switch
        {
            0 => json[..at],
            1 => json[..at] + (char)random.Next(1, 0x2FF) + json[(at + 1)..],
            _ when end > 0 => json[..(colon + 1)] + values[random.Next(values.Length)] + json[end..],
            _ => json,
        };
    }

    private static bool IsNoArticle(string reason) =>
        !reason.Contains("violates", StringComparison.Ordinal)
        && (reason.Contains("is not an article", StringComparison.Ordinal)
        || reason.Contains("so it is not an article", StringComparison.Ordinal)
            || reason.Contains("has no 'uri'", StringComparison.Ordinal)
            || reason.Contains("none of the known formats", StringComparison.Ordinal)
            || reason == "'pubStatus' is \"draft\"; it must be usable, withheld or canceled.");
}
