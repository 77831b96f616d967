using NewsApi.Content.Importing;
using Xunit;

namespace NewsApi.Tests.Formats.Feeds;

public sealed class AtomAndJsonFeedTests
{
    [Theory]
    [InlineData("<content>A &lt; B</content>", "<p>A &lt; B</p>", true)]
    [InlineData("<content type='html'>&lt;p>A&lt;/p></content>", "<p>A</p>", false)]
    [InlineData("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A<br/>B</p></div></content>", "<div><p>A<br>B</p></div>", false)]
    public void The_content_of_an_entry_is_read_by_its_type(string content, string body, bool isTrusted)
    {
        var article = Entry(content);

        Assert.Equal((body, isTrusted), (article.Content.Body, article.BodyIsTrusted));
    }

    [Fact]
    public void A_draft_is_withheld_a_deleted_entry_is_canceled_and_relative_links_have_the_base_of_the_feed()
    {
        var draft = Entry("<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>yes</app:draft></app:control><link href='a/1'/>");
        var deleted = Assert.IsType<IncomingArticle>(TestReader.Several(Feed(
            "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' ref='urn:e' when='2026-01-01T00:00:00Z'/>"))[0]);

        Assert.Equal((PublishingStatus.Withheld, "http://n.example/b/a/1"), (draft.Status, draft.Content.CanonicalUrl));
        Assert.Equal(("urn:e", PublishingStatus.Canceled, ""), (deleted.Uri, deleted.Status, deleted.Content.Headline));
    }

    [Fact]
    public void Authors_times_and_categories_of_an_entry_are_read()
    {
        var article = Entry("""
            <published>2026-01-01T00:00:00Z</published><updated>2026-01-02T00:00:00Z</updated><author><name>Ada</name></author>
            <category scheme='medtop' term='20000385' label='Market'/><link rel='enclosure' type='image/png' href='http://n.example/p.png'/>
            """);

        Assert.Equal((DateTimeOffset.Parse("2026-01-01T00:00:00Z", null), DateTimeOffset.Parse("2026-01-02T00:00:00Z", null)),
            (article.FirstCreated, article.VersionCreated));
        Assert.Equal(("Ada", "http://n.example/p.png"), (article.Content.Byline, Assert.Single(article.Content.Images).Url));
        Assert.Equal([("Market", "medtop:20000385")], article.Mentions.Select(m => (m.Name, m.Uri)));
    }

    [Fact]
    public void A_JSON_Feed_is_read_item_by_item()
    {
        var items = TestReader.Several("""
            {"version":"https://jsonfeed.org/version/1.1","title":"News","home_page_url":"https://n.example/","language":"de","authors":[{"name":"Ada"}],
            "items":[{"id":7,"title":"Seven","content_html":"<p>H</p>","summary":"S","date_published":"2026-01-01T00:00:00Z","tags":["x"],
            "image":"https://n.example/i.jpg","url":"https://n.example/7","_ext":{},"mood":"good"},
            {"id":"https://n.example/8","content_text":"A < B"},{"id":"9"},3]}
            """);

        var (first, second) = ((IncomingArticle)items[0], (IncomingArticle)items[1]);
        Assert.Equal(("https://n.example/#7", "Seven", "<p>H</p>", "S", "Ada", "de", "https://n.example/7"),
            (first.Uri, first.Content.Headline, first.Content.Body, first.Content.Summary, first.Content.Byline, first.Content.Language,
            first.Content.CanonicalUrl));
        Assert.Equal(["mood", "id"], first.Warnings.Select(warning => warning.Name));
        Assert.Equal(("A < B", "<p>A &lt; B</p>", true), (second.Content.Headline, second.Content.Body, second.BodyIsTrusted));
        Assert.Equal(
            ["In 'items[2]': The entry has neither a title nor a text, so it is not an article.", "'items[3]' must be an object, but is a number."],
            items.OfType<RejectedItem>().Select(item => item.Reason));
    }

    private static string Feed(string entries) => $"""
        <feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://n.example/b/' xml:lang='en'><title>News</title><id>urn:f</id>
        {entries}
        </feed>
        """;

    private static IncomingArticle Entry(string parts) => Assert.IsType<IncomingArticle>(
        Assert.Single(TestReader.Several(Feed($"<entry><id>urn:e</id><title>T</title>{parts}</entry>"))));
}
