using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Pages;

public sealed class PageFormatTests
{
    private const string First =
        "The harbour bridge was opened again on Friday after a year of repairs that cost the city more than it had planned.";
    private const string Second = "Traffic was light in the first hours, and nobody was late for work.";

    [Fact]
    [Trait("Needs", "Shared data")]
    public void A_page_of_an_old_archive_is_read_as_the_article_that_an_editor_extracted()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("seed/expected.json")));
        var wanted = expected.RootElement.GetProperty("article");

        var article = Read(File.ReadAllText(SharedData.Path("seed/page.txt")));

        Assert.Equal(wanted.GetProperty("headline").GetString(), article.Content.Headline);
        Assert.Equal(wanted.GetProperty("dateline").GetProperty("place").GetString(), article.Content.Dateline);
        Assert.Equal(wanted.GetProperty("body").GetProperty("text").GetString(), ArticleBody.Trusted(article.Content.Body).Text);
        Assert.Equal(("en", null, null, null),
            (article.Content.Language, article.Content.Byline, article.Content.Source, article.Content.Summary));
        Assert.Equal((null, null), (article.FirstCreated, article.VersionCreated));
        Assert.True(article.IsUndated);
        Assert.Contains(article.Warnings, w => w.Message.StartsWith("The page gives no date of publication", StringComparison.Ordinal));
        Assert.Contains(article.Warnings, w => w.Message.Contains("Last Updated: 07/27/2016", StringComparison.Ordinal));
    }

    [Fact]
    public void The_header_and_footer_of_the_site_are_omitted()
    {
        var article = Read($"""
            Skip to main content
            Home > Local > Traffic
            Log in
            Traffic
            Harbour bridge open again
            The repairs took a year
            By Ada Example and Bo Example
            Published: March 3, 2026 10:15 GMT
            Last updated March 5, 2026
            Share this article

            {First}

            Advertisement

            The first morning

            {Second}

            Related stories
            Ferry keeps its timetable
            © 2026 Example Press. All rights reserved.
            """);

        var content = article.Content;
        Assert.Equal(("Harbour bridge open again", "Traffic", "The repairs took a year", "By Ada Example and Bo Example"),
            (content.Headline, content.Kicker, content.Summary, content.Byline));
        Assert.Equal($"<p>{First}</p>\n<h2>The first morning</h2>\n<p>{Second}</p>", content.Body);
        Assert.Equal(DateTimeOffset.Parse("2026-03-03T10:15:00Z", null), article.FirstCreated);
        Assert.Contains(
            article.Warnings, w => w.Message.Contains("line \"Published: March 3, 2026 10:15 GMT\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("July 6, 2001", "2001-07-06")]
    [InlineData("Friday, 6 July 2001", "2001-07-06")]
    [InlineData("Posted 2001-07-06", "2001-07-06")]
    [InlineData("6. Juli 2001", "2001-07-06")]
    [InlineData("27/07/2001", "2001-07-27")]
    [InlineData("07/27/2001", "2001-07-27")]
    [InlineData("6.7.2001", "2001-07-06")]
    [InlineData("07/06/2001", null)]
    [InlineData("July 6", null)]
    [InlineData("Updated July 6, 2001", null)]
    [InlineData("Last modified: 27/07/2001", null)]
    [InlineData("30 February 2001", null)]
    public void Only_an_unambiguous_date_of_the_article_itself_is_read(string line, string? day)
    {
        var article = Read($"Harbour bridge open again\n\n{line}\n\n{First}\n\n{Second}");

        Assert.Equal(day, article.FirstCreated?.ToString("yyyy-MM-dd", null));
        Assert.Equal($"<p>{First}</p>\n<p>{Second}</p>", article.Content.Body);
    }

    [Theory]
    [InlineData("KENNEBUNKPORT, Maine — ", "KENNEBUNKPORT, Maine", null, null)]
    [InlineData("PARIS, July 6, 2001 (AFP) - ", "PARIS", "AFP", "2001-07-06")]
    [InlineData("Koblenz (dpa) - ", "Koblenz", "dpa", null)]
    [InlineData("NEW YORK (Reuters) -- ", "NEW YORK", "Reuters", null)]
    [InlineData("ST. JOHN'S, Newfoundland - ", "ST. JOHN'S, Newfoundland", null, null)]
    [InlineData("NATO — which is not a place — said: ", null, null, null)]
    [InlineData("", null, null, null)]
    public void A_dateline_is_removed_from_the_first_paragraph(string dateline, string? place, string? agency, string? day)
    {
        var article = Read($"Harbour bridge open again\n\n{dateline}{First}\n\n{Second}");

        Assert.Equal((place, agency, day),
            (article.Content.Dateline, article.Content.Source, article.FirstCreated?.ToString("yyyy-MM-dd", null)));
        Assert.Equal(place is not null || dateline == "", article.Content.Body?.StartsWith($"<p>{First}", StringComparison.Ordinal));
    }

    [Fact]
    public void Wrapped_lines_are_read_as_one_paragraph()
    {
        var article = Read("""
            Harbour bridge open again

            The harbour bridge was opened again on Friday after a year of
            repairs that cost the city more than it had planned, the mayor said.

            Traffic was light in the first hours.
            """);

        Assert.Equal(2, article.Content.Body?.Split('\n').Length);
    }

    [Theory]
    [InlineData("Only a headline", "No text of an article was found on the page.")]
    [InlineData("Log in\nShare", "No headline was found on the page.")]
    public void A_page_without_an_article_is_rejected(string text, string reason) =>
        Assert.Equal(reason, Assert.IsType<RejectedItem>(TestReader.One(text, format: KnownFormats.Page)).Reason);

    [Fact]
    public void Equal_pages_have_the_same_uri_and_different_pages_have_different_uris()
    {
        var uris = new[] { First, First, Second + " " + First }.Select(text => Read($"Harbour bridge open again\n\n{text}").Uri).ToArray();

        Assert.Equal(uris[0], uris[1]);
        Assert.NotEqual(uris[0], uris[2]);
    }

    [Fact]
    public void An_HTML_page_is_read_with_its_metadata_and_its_readable_text()
    {
        var paragraphs = string.Concat(Enumerable.Range(1, 8).Select(i => $"<p>{First} Part {i}, with a comma, and more.</p>"));
        var article = Read($$"""
            <!DOCTYPE html>
            <html lang="en-GB"><head><title>Bridge | Example</title>
            <link rel="canonical" href="https://news.example/bridge">
            <meta property="og:title" content="Bridge (social)"><meta property="og:image" content="https://news.example/b.jpg">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},{"@type":"NewsArticle",
              "headline":"Harbour bridge &amp; pier open","datePublished":"2026-03-03T10:15:00+01:00","dateModified":"2026-03-04T08:00:00Z",
              "author":[{"@type":"Person","name":"Ada Example"},{"name":"Bo Example"}],"publisher":{"name":"Example Press"},
              "articleSection":"Local","description":"After a year."}]}</script></head>
            <body><nav><a href="/">Home</a><a href="/login">Log in</a></nav><main><article><h1>Harbour bridge and pier open</h1>
            {{paragraphs}}</article></main><footer>© Example</footer></body></html>
            """);

        var content = article.Content;
        Assert.Equal("https://news.example/bridge", article.Uri);
        Assert.Equal(("Harbour bridge & pier open", "Ada Example, Bo Example", "Example Press", "Local", "After a year.", "en-GB"),
            (content.Headline, content.Byline, content.Source, content.Section, content.Summary, content.Language));
        Assert.Equal(("2026-03-03T09:15:00", "2026-03-04T08:00:00"),
            (article.FirstCreated?.ToString("s", null), article.VersionCreated?.ToString("s", null)));
        var text = ArticleBody.Sanitised(content.Body).Text;
        Assert.StartsWith($"{First} Part 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Log in", text, StringComparison.Ordinal);
        Assert.Equal("https://news.example/b.jpg", Assert.Single(content.Images).Url);
        Assert.False(article.BodyIsTrusted);
    }

    private static IncomingArticle Read(string text) => Assert.IsType<IncomingArticle>(TestReader.One(text, format: KnownFormats.Page));
}
