using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

public sealed class NinjsReaderTests
{
    [Fact]
    public void Every_generation_of_ninjs_is_read_as_the_same_article()
    {
        const string First = """
            {"uri":"urn:a","version":"2","versioncreated":"2026-11-24T09:30:00Z","firstcreated":"2026-11-24T08:00:00Z","pubstatus":"withheld",
            "embargoed":"2026-11-25T06:00:00+01:00","expires":"2027-01-01T00:00:00Z","urgency":2,"language":"en-GB","headline":"Rain",
            "description_text":"It rains.","body_text":"One.\n\nTwo.","byline":"By Ada","located":"Oslo","genre":[{"name":"News"}],
            "infosource":[{"name":"Wire","rel":"originator"}],"person":[{"name":"Ada","rel":"about","scheme":"http://x/","code":"1"}],
            "place":[{"name":"Oslo","geometry_geojson":{"type":"Point","coordinates":[10.75,59.91]}}],"subject":[{"name":"Weather","relevance":70}],
            "associations":{"main":{"uri":"urn:p","type":"picture","byline":"Bo","description_caption":"Wet.",
            "renditions":{"big":{"href":"https://x/b.jpg","mimetype":"image/jpeg","width":900,"height":600},"small":{"href":"https://x/s.jpg","width":90}}}}}
            """;
        const string Second = """
            {"uri":"urn:a","version":"2","versioncreated":"2026-11-24T09:30:00Z","firstcreated":"2026-11-24T08:00:00Z","pubstatus":"withheld",
            "embargoed":"2026-11-25T06:00:00+01:00","expires":"2027-01-01T00:00:00Z","urgency":2,"language":"en-GB","headlines":[{"value":"Rain"}],
            "descriptions":[{"value":"It rains."}],"bodies":[{"value":"One.\n\nTwo."}],"by":"By Ada","located":"Oslo","genres":[{"name":"News"}],
            "infosources":[{"name":"Wire","role":"originator"}],"people":[{"name":"Ada","rel":"about","uri":"http://x/1"}],
            "places":[{"name":"Oslo","geojson":{"type":"Point","coordinates":[10.75,59.91]}}],"subjects":[{"name":"Weather","relevance":70}],
            "associations":[{"name":"main","uri":"urn:p","type":"picture","by":"Bo","descriptions":[{"role":"caption","value":"Wet."}],
            "renditions":[{"name":"big","href":"https://x/b.jpg","contenttype":"image/jpeg","width":900,"height":600},{"name":"small","href":"https://x/s.jpg","width":90}]}]}
            """;
        var third = Second.Replace("versioncreated", "versionCreated", StringComparison.Ordinal)
            .Replace("firstcreated", "firstCreated", StringComparison.Ordinal)
            .Replace("pubstatus", "pubStatus", StringComparison.Ordinal).Replace("embargoed", "embargoedUntil", StringComparison.Ordinal)
            .Replace("infosources", "infoSources", StringComparison.Ordinal).Replace("geojson", "geoJSON", StringComparison.Ordinal)
            .Replace("contenttype", "contentType", StringComparison.Ordinal);

        var articles = new[] { First, Second, third }.Select(json => TestReader.Article(json, strict: true)).ToList();

        Assert.Equal(["ninjs 1", "ninjs 2", "ninjs 3"], articles.Select(a => a.Format));
        Assert.All(articles, article => Assert.Equal(
            new IncomingArticle(new Origin("items.json", 1))
            {
                Uri = "urn:a",
                Version = "2",
                VersionCreated = Utc("2026-11-24T09:30:00Z"),
                FirstCreated = Utc("2026-11-24T08:00:00Z"),
                Status = PublishingStatus.Withheld,
                EmbargoedUntil = Utc("2026-11-25T05:00:00Z"),
                Expires = Utc("2027-01-01T00:00:00Z"),
                Content = new ArticleContent
                {
                    Headline = "Rain",
                    Summary = "It rains.",
                    Byline = "By Ada",
                    Dateline = "Oslo",
                    Language = "en-GB",
                    Body = "<p>One.</p>\n<p>Two.</p>",
                    Genre = "News",
                    Urgency = 2,
                    Source = "Wire",
                    Images =
                    [
                        new Image { Url = "https://x/b.jpg", Caption = "Wet.", Credit = "Bo", Width = 900, Height = 600,
                            ContentType = "image/jpeg", Role = "main", Renditions = BigAndSmall },
                    ],
                    Sources = [new InformationSource { Name = "Wire", Role = "originator" }],
                },
                BodyIsTrusted = true,
                Mentions =
                [
                    new IncomingMention { Kind = EntityKind.Person, Name = "Ada", Uri = "http://x/1", Relation = MentionRelation.About },
                    new IncomingMention { Kind = EntityKind.Place, Name = "Oslo", Latitude = 59.91, Longitude = 10.75 },
                    new IncomingMention { Kind = EntityKind.Topic, Name = "Weather", Relation = MentionRelation.About, Relevance = 70 },
                ],
                Format = "",
                Document = "",
            },
            article with { Format = "", Document = "" }));
    }

    [Fact]
    public void An_embargo_is_read_under_every_name_of_its_property()
    {
        const string Standard = """
            ,"standard":{"name":"ninjs","version":"2.2"},"embargoedUntil":"2026-12-01T00:00:00Z"
            """;

        var article = TestReader.Article(TestReader.Item(Standard));

        Assert.Equal("ninjs 2.2", article.Format);
        Assert.Equal(Utc("2026-12-01T00:00:00Z"), article.EmbargoedUntil);
        Assert.Equal("embargoedUntil", Assert.Single(article.Warnings).Name);
        Assert.Equal(
            article.EmbargoedUntil,
                TestReader.Article(TestReader.Item(Standard + ",\"embargoed\":\"2026-12-01T00:00:00Z\"")).EmbargoedUntil);
        Assert.Contains("names of the same property",
            TestReader.Rejection(TestReader.Item(Standard + ",\"embargoed\":\"2026-12-02T00:00:00Z\"")), StringComparison.Ordinal);
        Assert.Contains("'embargoedUntil' must be text",
            TestReader.Rejection(TestReader.Item(",\"embargoedUntil\":[\"2026-12-02T00:00:00Z\"]")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-24T09:30:00", "it has no offset from UTC")]
    [InlineData("2026-11-24", "a date needs a time")]
    [InlineData("2026-02-30T09:30:00Z", "there is no such date")]
    [InlineData("0001-01-01T00:00:00+05:00", "there is no such date")]
    [InlineData("24.11.2026 09:30", "not a time")]
    [InlineData("2026-11-24T09:30:00+99:00", "\"+99:00\" is not an offset from UTC")]
    [InlineData("2026-11-24T09:30:00.5 CET", "\" CET\" is not an offset from UTC")]
    public void An_invalid_time_rejects_the_item_with_its_reason(string value, string reason)
    {
        foreach (var property in new[] { "versionCreated", "firstCreated", "embargoedUntil", "expires" })
        {
            var rejection = TestReader.Rejection(TestReader.Item($",\"{property}\":\"{value}\""));

            Assert.Contains($"'{property}' is \"{value}\"", rejection, StringComparison.Ordinal);
            Assert.Contains(reason, rejection, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2026-11-24t09:30:00z", "2026-11-24T09:30:00Z")]
    [InlineData("2026-11-24T09:30:00.1239Z", "2026-11-24T09:30:00.123Z")]
    [InlineData("2026-11-24T09:30:00-0530", "2026-11-24T15:00:00Z")]
    [InlineData("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z")]
    public void A_time_is_stored_in_UTC_to_the_millisecond(string value, string kept)
    {
        Assert.Equal(Utc(kept), TestReader.Article(TestReader.Item($",\"versionCreated\":\"{value}\"")).VersionCreated);
    }

    [Theory]
    [InlineData("""{"uri":"urn:a","headlines":[{"value":"a\u0000b"}]}""", "'headlines.value' contains a NUL character")]
    [InlineData("""{"uri":"urn:a","headline":"\ud83d"}""", "'headline' contains half a surrogate pair")]
    [InlineData("""{"uri":"urn:a","x":{"y":["\ud83d\ude00","\udc00"]},"headline":"b"}""", "'x.y' contains half a surrogate pair")]
    [InlineData("""{"uri":"urn:a","\u0000":1,"headline":"b"}""", "The name of a property in the item contains a NUL character")]
    [InlineData("""{"uri":"urn:a","headline":"b","headline":"c"}""", "Duplicate property 'headline'")]
    [InlineData("{\"uri\":\"urn:a\",\"headline\":\"b", "The JSON is cut off")]
    [InlineData("""{"uri":"urn:a","headline":"b",}""",
        "The JSON is broken at byte 30 of its line 1: a comma stands before the closing bracket; remove the comma.")]
    [InlineData("""{"uri":5,"headline":"b"}""", "'uri' must be text, but is a number")]
    [InlineData("""{"uri":"urn:a","headline":"b","pubstatus":["usable"]}""", "'pubstatus' must be text, but is a list")]
    [InlineData("""{"uri":"urn:a","headline":["b"]}""", "no headline, title or slugline")]
    [InlineData("""{"uri":"urn:a","headline":"b","pubstatus":"maybe"}""", "'pubstatus' is \"maybe\"")]
    [InlineData("""{"headline":"b"}""", "has no 'uri'")]
    [InlineData("""{"uri":"  ","headline":"b"}""", "has no 'uri'")]
    [InlineData("""{"uri":"urn:a"}""", "no headline, title or slugline")]
    [InlineData("""{"uri":"urn:a","type":"event","title":"b"}""", "of type event is not an article")]
    [InlineData("""{"uri":"urn:a","title":"b","plannedCoverage":[]}""", "of type planning is not an article")]
    [InlineData("""{"uri":"urn:a","headline":"b","embargoUntil":"2030-01-01T00:00:00Z"}""", "looks like an embargo")]
    [InlineData("""{"a":1}""", "none of the known formats (gazetteer, jsonfeed, ninjs, ")]
    [InlineData("<rss/>", "none of the known formats")]
    public void An_invalid_item_is_rejected_with_its_reason(string json, string reason)
    {
        Assert.Contains(reason, TestReader.Rejection(json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_nests_too_deep_and_a_uri_that_is_too_long_are_rejected()
    {
        var deep = $"{{\"uri\":\"urn:a\",\"headline\":\"b\",\"x\":{new string('[', 100_000)}{new string(']', 100_000)}}}";

        Assert.Contains("depth of 64", TestReader.Rejection(deep), StringComparison.Ordinal);
        Assert.Contains("800", TestReader.Rejection($"{{\"uri\":\"{new string('u', 3_000)}\",\"headline\":\"b\"}}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_escaped_surrogate_pair_is_read_as_one_character()
    {
        Assert.Equal("\U0001F600 \\u0000", TestReader.Article("""{"uri":"urn:a","headline":"\ud83d\ude00 \\u0000"}""").Content.Headline);
    }

    [Theory]
    [InlineData(",\"urgency\":0", "urgency")]
    [InlineData(",\"urgency\":10", "urgency")]
    [InlineData(",\"urgency\":2.5", "urgency")]
    [InlineData(",\"urgency\":1e999", "urgency")]
    [InlineData(",\"subjects\":[{\"name\":\"a\",\"relevance\":101}]", "subjects[].relevance")]
    [InlineData(",\"madeUp\":1", "madeUp")]
    [InlineData(",\"kind\":\"story\"", "kind")]
    [InlineData(",\"places\":[{\"name\":\"a\",\"countryCode\":\"NO\"},{\"name\":\"b\",\"countryCode\":\"SE\"}]", "places[].countryCode")]
    [InlineData(",\"language\":\"English, please\"", "language")]
    [InlineData(",\"edNote\":5", "edNote")]
    public void A_violation_of_the_standard_gives_one_warning_a_name_and_is_rejected_in_strict_mode(string more, string name)
    {
        var article = TestReader.Article(TestReader.Item(more));

        Assert.Equal(name, Assert.Single(article.Warnings).Name);
        Assert.Null(article.Content.Urgency);
        Assert.Equal(TestReader.Item(more), article.Document);
        if (name != "language")
        {
            Assert.Contains($"'{name}' violates ninjs 3", TestReader.Rejection(TestReader.Item(more), strict: true),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_kill_notice_needs_no_headline()
    {
        var kill = TestReader.Article("""{"uri":"urn:a","pubStatus":"cancelled"}""");

        Assert.Equal((PublishingStatus.Canceled, ""), (kill.Status, kill.Content.Headline));
    }

    [Theory]
    [InlineData("""{"uri":"urn:a","headlines":[{"role":"sub","value":"Sub"},{"role":"main","value":" Main\n line "}],"title":"T"}""",
        "Main line")]
    [InlineData("""{"uri":"urn:a","headlines":[{"contentType":"text/html","value":"<b>A &amp; B</b>"}]}""", "A & B")]
    [InlineData("""{"uri":"urn:a","headlines":[{"value":""}],"title":"T","slugline":"S"}""", "T")]
    [InlineData("""{"uri":"urn:a","slugline":"S"}""", "S")]
    [InlineData("""{"uri":"urn:a","headline":"H","headline_sub":"Sub"}""", "H")]
    public void The_main_headline_of_an_item_is_read_or_else_the_next_best(string json, string headline)
    {
        Assert.Equal(headline, TestReader.Article(json).Content.Headline);
    }

    [Theory]
    [InlineData("""[{"contentType":"text/plain","value":"p"},{"contentType":"text/html","value":"<p>h</p>"}]""", "<p>h</p>", false)]
    [InlineData("""[{"contentType":"text/html","value":"<html><head><title>t</title></head><body class=x><p>h</p></body></html>"}]""",
        "<p>h</p>", false)]
    [InlineData("""[{"contentType":"text/plain","value":"a <b>\n& c\n\n\nd"}]""", "<p>a &lt;b&gt;<br>&amp; c</p>\n<p>d</p>", true)]
    [InlineData("""[{"contentType":"text/plain","value":"\n\na\r\n \r\n\tb\n\n"}]""", "<p>a</p>\n<p>b</p>", true)]
    [InlineData("""[{"contentType":"text/plain","value":"\na\n"}]""", "<p>a</p>", true)]
    [InlineData("""[{"contentType":"text/plain","value":"x\n\nA     1\n  B   2"}]""", "<p>x</p>\n<pre>A     1\n  B   2</pre>", true)]
    [InlineData("""[{"contentType":"text/plain","value":"a\nb"}]""", "<p>a</p>\n<p>b</p>", true)]
    [InlineData("""[{"value":"<p>h</p>"}]""", "<p>h</p>", false)]
    [InlineData("""[{"value":"<article>\n<h1>A <i>headline</i></h1>\n<p>h</p></article>"}]""", "<article><p>h</p></article>", false)]
    [InlineData("""[{"value":"<h1>Another</h1><p>h</p>"}]""", "<h1>Another</h1><p>h</p>", false)]
    [InlineData("""[{"value":"<SRD> rose"}]""", "<p>&lt;SRD&gt; rose</p>", true)]
    [InlineData("""[{"role":"caption","contentType":"text/html","value":"<p>c</p>"},{"contentType":"text/plain","value":"p"}]""",
        "<p>p</p>", true)]
    [InlineData("""[{"contentType":"application/xml","value":"<not closed"},{"contentType":"text/plain","value":"p"}]""", "<p>p</p>", true)]
    [InlineData("""[{"contentType":"text/plain","value":" \n "}]""", null, false)]
    [InlineData("""[]""", null, false)]
    public void The_richest_readable_body_of_an_item_is_read(string bodies, string? html, bool trusted)
    {
        var article = TestReader.Article(TestReader.Item($",\"bodies\":{bodies}"));

        Assert.Equal((html, trusted), (article.Content.Body, article.BodyIsTrusted));
    }

    [Fact]
    public void An_entity_named_twice_is_one_mention_with_the_strongest_relation()
    {
        var article = TestReader.Article(TestReader.Item("""
            ,"people":[{"name":"Ada","rel":"mentions","uri":"urn:1"},{"name":"ada","rel":"about"},{"name":"Ada","uri":"urn:2"}],
            "places":[{"name":"Oslo"},{"name":"Oslo","rel":"located","geoJSON":{"type":"Point","coordinates":[10.75,59.91,5]}},
                      {"name":"Nowhere","geoJSON":{"type":"Point","coordinates":[59.91,100.75]}}],
            "subjects":[{"name":"Rain","relevance":10},{"name":"Rain","rel":"about","relevance":60},{"uri":"http://cv.iptc.org/newscodes/mediatopic/20001105"},{}]
            """));

        Assert.Equal(
            [
                new IncomingMention { Kind = EntityKind.Person, Name = "Ada", Uri = "urn:1", Relation = MentionRelation.About },
                new IncomingMention { Kind = EntityKind.Person, Name = "Ada", Uri = "urn:2" },
                new IncomingMention { Kind = EntityKind.Place, Name = "Oslo", Relation = MentionRelation.Located, Latitude = 59.91,
                    Longitude = 10.75 },
                new IncomingMention { Kind = EntityKind.Place, Name = "Nowhere" },
                new IncomingMention { Kind = EntityKind.Topic, Name = "Rain", Relation = MentionRelation.About, Relevance = 60 },
                new IncomingMention
                {
                    Kind = EntityKind.Topic, Name = "20001105", Uri = "http://cv.iptc.org/newscodes/mediatopic/20001105",
                        Relation = MentionRelation.About,
                },
            ],
            article.Mentions);
    }

    [Fact]
    public void A_document_with_hundreds_of_thousands_of_tags_is_read()
    {
        var many = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"{{\"name\":\"p{i}\",\"x{i}\":1}}"));

        var article = TestReader.Article(TestReader.Item($",\"people\":[{many}],\"associations\":[{many}],\"genres\":[{many}]"));

        Assert.Equal(100_000, article.Mentions.Count);
        Assert.Equal(100, article.Warnings.Count);
    }

    private static NewsApi.Content.ValueList<Rendition> BigAndSmall =>
        [new() { Url = "https://x/b.jpg", Width = 900, Height = 600, ContentType = "image/jpeg", Role = "big" },
            new() { Url = "https://x/s.jpg", Width = 90, Role = "small" }];

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
