using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Feeds;
using NewsApi.Formats.Items;
using Xunit;

namespace NewsApi.Tests.Formats.Feeds;

/// <summary>Feeds keep the rules of their specifications, and the service's own reader finds in them what they were made from.</summary>
public sealed partial class FeedWriterTests(ITestOutputHelper output)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public void The_reader_of_the_service_reads_any_feed_back()
    {
        OutgoingArticles.Any.Array[1, 3].Sample(
            articles =>
            {
                var feed = Feed([.. articles.Select((article, i) => article with { Uri = $"urn:example:{i}", Slug = $"slug-{i}" })]);
                foreach (var (name, bytes) in new[]
                {
                    ("rss", RssWriter.Write(feed)), ("atom", AtomWriter.Write(feed)), ("json", JsonFeedWriter.Write(feed)),
                })
                {
                    var text = Encoding.UTF8.GetString(bytes);
                    var items = TestReader.Several(text, strict: true).Select(item => Assert.IsType<IncomingArticle>(item)).ToList();

                    Assert.Equal(feed.Articles.Select(article => article.Uri), items.Select(item => item.Uri));
                    Assert.All(feed.Articles.Zip(items), pair => AssertSame(name, pair.First, pair.Second));
                }
            }, output.WriteLine, iter: 300);
    }

    [Fact]
    public void RSS_has_what_its_specification_demands()
    {
        var channel = Channel(Full());
        var item = Assert.Single(channel.Elements("item"));

        Assert.All(new[] { "title", "link", "description" }, name => Assert.NotEqual("", channel.Element(name)?.Value));
        Assert.Matches(Rfc822(), channel.Element("lastBuildDate")?.Value);
        Assert.Matches(Rfc822(), item.Element("pubDate")?.Value);
        Assert.Equal("false", item.Element("guid")?.Attribute("isPermaLink")?.Value);
        Assert.Equal("https://news.example/articles/harbour-bridge-reopens", item.Element("link")?.Value);
        Assert.Equal("https://api.example/feed", channel.Element(Atom + "link")?.Attribute("href")?.Value);
        Assert.Null(item.Element("enclosure"));
    }

    [Fact]
    public void Atom_has_what_its_specification_demands()
    {
        var feed = XDocument.Parse(Encoding.UTF8.GetString(AtomWriter.Write(Full()))).Root ?? throw new InvalidOperationException();
        var entry = Assert.Single(feed.Elements(Atom + "entry"));

        Assert.All([feed, entry], part => Assert.All(
            new[] { "id", "title", "updated" }, name => Assert.Single(part.Elements(Atom + name))));
        Assert.All([feed, entry], part => Assert.True(
            Uri.IsWellFormedUriString(part.Element(Atom + "id")?.Value, UriKind.Absolute)));
        Assert.NotEmpty(feed.Elements(Atom + "author"));
        Assert.Single(feed.Elements(Atom + "link"), link => link.Attribute("rel")?.Value == "self");
        Assert.Equal("html", entry.Element(Atom + "content")?.Attribute("type")?.Value);
    }

    [Fact]
    public void An_identity_that_is_no_address_becomes_one_in_Atom()
    {
        var feed = Full() with { Articles = [OutgoingArticles.Full with { Uri = "no 1/a" }] };

        var entry = XDocument.Parse(Encoding.UTF8.GetString(AtomWriter.Write(feed))).Root?.Element(Atom + "entry");

        Assert.Equal("https://news.example/articles/harbour-bridge-reopens#no%201%2Fa", entry?.Element(Atom + "id")?.Value);
    }

    [Fact]
    public void JSON_Feed_has_what_its_specification_demands()
    {
        using var json = JsonDocument.Parse(JsonFeedWriter.Write(Full() with
        {
            Articles = [OutgoingArticles.Full with { Content = OutgoingArticles.Full.Content with { Body = null } }],
        }));

        Assert.Equal("https://jsonfeed.org/version/1.1", json.RootElement.GetProperty("version").GetString());
        var item = Assert.Single(json.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal(OutgoingArticles.Full.Content.Summary, item.GetProperty("content_text").GetString());
        Assert.False(item.TryGetProperty("content_html", out _));
    }

    [Fact]
    public void Characters_that_XML_cannot_have_are_left_out()
    {
        var content = OutgoingArticles.Full.Content with { Headline = "a\u0001b\uFFFFc \U0001F3C3" };

        var channel = Channel(Full() with { Articles = [OutgoingArticles.Full with { Content = content }] });

        Assert.Equal("abc \U0001F3C3", channel.Element("item")?.Element("title")?.Value);
    }

    [Fact]
    public void A_feed_without_articles_is_valid()
    {
        var feed = Full() with { Articles = [] };

        Assert.Matches(Rfc822(), Channel(feed).Element("lastBuildDate")?.Value);
        Assert.NotNull(XDocument.Parse(Encoding.UTF8.GetString(AtomWriter.Write(feed))).Root?.Element(Atom + "updated"));
    }

    internal static OutgoingFeed Full() => Feed([OutgoingArticles.Full]);

    private static OutgoingFeed Feed(IReadOnlyList<OutgoingArticle> articles) => new(
        "Example News: Roads", "https://api.example/feed", "https://news.example/topics/roads",
        new SiteAddresses("https://news.example", "Example News"), new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), articles);

    private static XElement Channel(OutgoingFeed feed) =>
        XDocument.Parse(Encoding.UTF8.GetString(RssWriter.Write(feed))).Root?.Element("channel")
        ?? throw new InvalidOperationException("The feed has no channel.");

    private static void AssertSame(string format, OutgoingArticle sent, IncomingArticle read)
    {
        // RSS has seconds; the others have milliseconds.
        Assert.Equal(
            format == "rss" ? sent.FirstCreated?.ToUnixTimeSeconds() : sent.FirstCreated?.ToUnixTimeMilliseconds(),
            format == "rss" ? read.FirstCreated?.ToUnixTimeSeconds() : PublishedIn(format, sent, read)?.ToUnixTimeMilliseconds());
        Assert.Equal($"https://news.example/articles/{sent.Slug}", read.Content.CanonicalUrl);
        Assert.Equal(sent.Content.Body, sent.Content.Body is null ? null : read.Content.Body);
        Assert.Equal(sent.Content.Images.Count > 0, read.Content.Images.Count > 0);
    }

    /// <summary>Atom demands the time of a change, which its reader takes for the publication where there is no other.</summary>
    private static DateTimeOffset? PublishedIn(string format, OutgoingArticle sent, IncomingArticle read) =>
        format == "atom" && sent.FirstCreated is null ? null : read.FirstCreated;

    [GeneratedRegex("^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$")]
    private static partial Regex Rfc822();
}
