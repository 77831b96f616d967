using NewsApi.Content.Importing;
using Xunit;

namespace NewsApi.Tests.Formats.Feeds;

public sealed class RssTests
{
    [Theory]
    [InlineData("<guid isPermaLink='false'>urn:x:1</guid><link>http://n.example/1</link>", "urn:x:1")]
    [InlineData("<guid isPermaLink='false'>17</guid><link>http://n.example/1</link>", "http://n.example/#17")]
    [InlineData("<link>http://n.example/1</link>", "http://n.example/1")]
    [InlineData("", "urn:newsapi:feed:1b5ee2d56e4d1ef9ae05f4a4e3b8c3d3")]
    public void The_identity_is_the_guid_or_the_link_or_a_hash(string item, string uri)
    {
        var article = Article(item);

        Assert.Equal(uri.StartsWith("urn:newsapi", StringComparison.Ordinal) ? article.Uri : uri, article.Uri);
        Assert.Equal(article.Uri, Article(item).Uri);
        Assert.Equal(item == "", article.Warnings.Any(warning => warning.Name == "guid"));
    }

    [Theory]
    [InlineData("Tue, 03 Jun 2003 09:39:21 GMT", "2003-06-03T09:39:21Z")]
    [InlineData("3 Jun 03 09:39 EST", "2003-06-03T14:39:00Z")]
    [InlineData("Tue, 03 Jun 2003 09:39:21 +0200", "2003-06-03T07:39:21Z")]
    [InlineData("2003-06-03T09:39:21+02:00", "2003-06-03T07:39:21Z")]
    public void Times_of_RFC_822_and_RFC_3339_are_read_and_a_time_to_come_is_an_embargo(string text, string time)
    {
        var article = Article($"<pubDate>{text}</pubDate>");

        Assert.Equal(DateTimeOffset.Parse(time, null), article.FirstCreated);
        Assert.Equal((article.FirstCreated, article.FirstCreated), (article.VersionCreated, article.EmbargoedUntil));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("Tue, 31 Feb 2003 09:39:21 GMT")]
    [InlineData("Tue, 03 Jun 2003 09:39:21")]
    [InlineData("Tue, 03 Foo 2003 09:39:21 GMT")]
    public void A_time_that_cannot_be_read_makes_a_draft_and_costs_the_item_with_strict(string text)
    {
        var article = Article($"<pubDate>{text}</pubDate>");

        Assert.True(article.IsUndated);
        Assert.Contains(article.Warnings, warning => warning.Name == "published");
        Assert.Contains(text, Assert.IsType<RejectedItem>(
            Assert.Single(TestReader.Several(Feed($"<item><title>T</title><pubDate>{text}</pubDate></item>"), strict: true))).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<description>Short &amp;amp; &lt;b>bold&lt;/b></description>", null, "Short & bold")]
    [InlineData("<description>&lt;p>One&lt;/p></description>", "<p>One</p>", null)]
    [InlineData("<description>Short</description><content:encoded><![CDATA[<h1>T</h1><p>Long</p>]]></content:encoded>", "<p>Long</p>", "Short")]
    public void A_description_is_the_summary_or_the_body(string item, string? body, string? summary)
    {
        var content = Article($"<link>http://n.example/1</link>{item}").Content;

        Assert.Equal((body, summary), (content.Body, content.Summary));
    }

    [Fact]
    public void Extensions_complete_the_item()
    {
        var article = Article("""
            <author>writer@example.com (Ada Writer)</author>
            <category domain='http://cv.iptc.org/newscodes/mediatopic/'>20000385</category><category>Two words</category><category/>
            <media:group><media:content url='http://n.example/s.jpg' width='10'/><media:content url='http://n.example/l.jpg' width='100'/>
            <media:credit>Bo</media:credit></media:group>
            <media:content url='http://n.example/v.mp4' type='video/mp4'/><enclosure url='http://n.example/e.png' type='image/png' length='1'/>
            """);

        Assert.Equal(("Ada Writer", "News", "en-us"), (article.Content.Byline, article.Content.Source, article.Content.Language));
        Assert.Equal(
            [("20000385", "http://cv.iptc.org/newscodes/mediatopic/20000385"), ("Two words", null)],
            article.Mentions.Select(m => (m.Name, m.Uri)));
        Assert.Equal([("http://n.example/l.jpg", 2, "Bo"), ("http://n.example/e.png", 1, null)],
            article.Content.Images.Select(i => (i.Url, i.Renditions.Count, i.Credit)));
        Assert.Null(Article("<author>writer@example.com</author>").Content.Byline);
    }

    [Fact]
    public void A_bad_item_is_rejected_with_its_line_and_the_others_are_read()
    {
        var items = TestReader.Several(Feed("<item><link>http://n.example/1</link></item>\n<item><title>T</title><link>http://n.example/2</link></item>"));

        var rejected = Assert.Single(items.OfType<RejectedItem>());
        Assert.Equal(("items.xml:2", "The entry has neither a title nor a text, so it is not an article."),
            (rejected.Origin.ToString(), rejected.Reason));
        Assert.Equal("http://n.example/2", Assert.Single(items.OfType<IncomingArticle>()).Uri);
    }

    [Fact]
    public void An_unknown_part_is_warned_of_once_and_only_one_of_RSS_itself_costs_the_item()
    {
        const string Item = "<link>http://n.example/1</link><x:mood xmlns:x='urn:x'/><x:mood xmlns:x='urn:x'/><dc:rights>R</dc:rights>";

        Assert.Equal(["x:mood"], Article(Item).Warnings.Select(warning => warning.Name));
        Assert.IsType<IncomingArticle>(Assert.Single(TestReader.Several(Feed($"<item><title>T</title>{Item}</item>"), strict: true)));
        Assert.Contains("'byline' is not a part of RSS 2.0.", Assert.IsType<RejectedItem>(Assert.Single(
            TestReader.Several(Feed("<item><title>T</title><byline>B</byline></item>"), strict: true))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void RSS_1_0_has_its_items_beside_the_channel() => Assert.Equal("T", Assert.IsType<IncomingArticle>(Assert.Single(
        TestReader.Several("""
            <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
            <channel><title>C</title><link>http://n.example/</link></channel>
            <item><title>T</title><link>http://n.example/1</link></item></rdf:RDF>
            """))).Content.Headline);

    private static string Feed(string items) => $"""
        <rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>News</title><link>http://n.example/</link><language>en-us</language>
        {items}
        </channel></rss>
        """;

    private static IncomingArticle Article(string item) => Assert.IsType<IncomingArticle>(
        Assert.Single(TestReader.Several(Feed($"<item><title>T</title>{item}</item>"))));
}
