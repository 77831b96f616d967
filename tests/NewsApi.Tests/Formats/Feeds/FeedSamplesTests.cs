using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Feeds;

/// <summary>Feeds of publishers.</summary>
[Trait("Needs", "Shared data")]
public sealed class FeedSamplesTests
{
    [Theory]
    [InlineData("rss2sample.xml", 4, "RSS 2.0")]
    [InlineData("category-feed.xml", 1, "RSS 2.0")]
    [InlineData("mediacontent-dupes.xml", 1, "RSS 2.0")]
    [InlineData("wapowellness.xml", 29, "RSS 2.0")]
    [InlineData("tpm.atom", 20, "Atom 1.0")]
    public async Task Every_entry_is_an_article_with_a_headline_a_text_a_time_and_an_identity(string file, int count, string format)
    {
        var items = await TestReader.All(SharedData.Path($"standards/feeds/{file}"));

        var articles = items.Cast<IncomingArticle>().ToList();
        Assert.Equal(count, articles.Count);
        Assert.Equal(count, articles.Select(article => article.Uri).Distinct().Count());
        Assert.All(articles, article => Assert.True(
            article.Format == format && article.Content.Headline.Length > 0 && article.Origin.Line > 1 && !article.IsUndated
            && article.FirstCreated is not null && (article.Content.Body ?? article.Content.Summary) is not null
            && article.Content.Language is "en" or "en-us" or "en-gb" or "en-US", article.ToString()));
    }

    [Fact]
    public async Task An_item_of_RSS_in_Latin_1_is_read_with_one_picture_for_repeated_files()
    {
        var article = Assert.IsType<IncomingArticle>(
            Assert.Single(await TestReader.All(SharedData.Path("standards/feeds/mediacontent-dupes.xml"))));

        Assert.Equal(DateTimeOffset.Parse("2013-02-03T04:13:03Z", null), article.FirstCreated);
        Assert.Equal(("Home | Mail Online", "en-gb"), (article.Content.Source, article.Content.Language));
        var image = Assert.Single(article.Content.Images);
        Assert.Equal((154, 115, "© Bettmann/CORBIS"), (image.Width, image.Height, image.Credit));
        Assert.StartsWith("Black Dahlia: A head shot", image.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_of_Atom_is_read_in_full()
    {
        var article = (IncomingArticle)(await TestReader.All(SharedData.Path("standards/feeds/tpm.atom")))[0];

        Assert.Equal("tag:talkingpointsmemo.com,2005:ArticleDecorator/270060", article.Uri);
        Assert.Equal(DateTimeOffset.Parse("2017-11-08T23:15:58Z", null), article.FirstCreated);
        Assert.Equal(("Hannity Announces Fox Has Hired Sebastian Gorka As NatSec Strategist", "Esme Cribb", "All TPM News"),
            (article.Content.Headline, article.Content.Byline, article.Content.Source));
        Assert.StartsWith("<p>Fox News star host", article.Content.Body, StringComparison.Ordinal);
        Assert.Equal("http://talkingpointsmemo.com/livewire/hannity-announces-fox-hired-sebastian-gorka-national-security-strategist",
            article.Content.CanonicalUrl);
    }
}
