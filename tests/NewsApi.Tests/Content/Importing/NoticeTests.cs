using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

/// <summary>Cancellations and withheld versions that carry little more than the uri.</summary>
public sealed class NoticeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(PublishingStatus.Canceled)]
    [InlineData(PublishingStatus.Withheld)]
    public async Task Fields_that_a_notice_omits_stay_unchanged(PublishingStatus status)
    {
        var uri = $"urn:notice:{status}";
        var full = Full(uri);
        await database.Database.ImportAsync(full);
        var before = await database.ArticleAsync(uri);

        var outcome = Assert.Single(await database.Database.ImportAsync(Notice(uri, status)));

        var after = await database.ArticleAsync(uri);
        Assert.Equal(ItemResult.Updated, outcome.Result);
        Assert.NotNull(after.WithdrawnAt);
        Assert.Equal(before.Content, after.Content);
        Assert.Equal((before.BodyText, before.WordCount, before.ExpiresAt), (after.BodyText, after.WordCount, after.ExpiresAt));
        Assert.Equal(
            before.Mentions.OrderBy(m => m.Ordinal).Select(m => (m.EntityId, m.Relation, m.Relevance, m.Ordinal)),
            after.Mentions.OrderBy(m => m.Ordinal).Select(m => (m.EntityId, m.Relation, m.Relevance, m.Ordinal)));
        Assert.All(typeof(ArticleContent).GetProperties(), property => Assert.NotNull(property.GetValue(after.Content)));
    }

    [Fact]
    public async Task Fields_that_a_notice_contains_replace_the_stored_ones()
    {
        await database.Database.ImportAsync(Full("urn:notice:carries"));
        var notice = Notice("urn:notice:carries", PublishingStatus.Canceled);

        await database.Database.ImportAsync((notice with
        {
            Content = notice.Content with { Headline = "KILL", Body = "<p>Do not use.</p>" },
            Mentions = [Place("Nairobi")],
        }).Documented());

        var after = await database.ArticleAsync("urn:notice:carries");
        Assert.Equal(("KILL", "Do not use.", "A short summary."), (after.Content.Headline, after.BodyText, after.Content.Summary));
        Assert.Single(after.Mentions);
    }

    [Fact]
    public async Task A_notice_of_an_unknown_article_is_stored_under_its_uri()
    {
        await database.Database.ImportAsync(Notice("urn:notice:first", PublishingStatus.Canceled));
        var notified = await database.ArticleAsync("urn:notice:first");
        await database.Database.ImportAsync((Full("urn:notice:first") with { VersionCreated = Day(4) }).Documented());

        Assert.Equal("urn:notice:first", notified.Content.Headline);
        var article = await database.ArticleAsync("urn:notice:first");
        Assert.Equal("A full item", article.Content.Headline);
        Assert.Null(article.WithdrawnAt);
    }

    [Fact]
    public async Task A_version_older_than_a_notice_without_version_and_time_does_not_restore_the_article()
    {
        await database.Database.ImportAsync(Full("urn:notice:untimed"));
        await database.Database.ImportAsync(
            (Notice("urn:notice:untimed", PublishingStatus.Canceled) with { Version = null, VersionCreated = null }).Documented());

        var outcome = Assert.Single(await database.Database.ImportAsync(Article("urn:notice:untimed", "0", Day(1))));

        Assert.Equal(ItemResult.Older, outcome.Result);
        Assert.NotNull((await database.ArticleAsync("urn:notice:untimed")).WithdrawnAt);
    }

    private static IncomingArticle Full(string uri) => (Article(uri, "2", Day(2)) with
    {
        Expires = DateTimeOffset.UtcNow.AddYears(1).Date,
        Content = new ArticleContent
        {
            Headline = "A full item",
            Kicker = "Above",
            Summary = "A short summary.",
            Byline = "By Ada",
            Dateline = "OSLO",
            Language = "en",
            Body = "<p>One.</p><p>Two.</p>",
            Section = "News",
            Genre = "Report",
            Urgency = 3,
            Source = "Wire",
            CanonicalUrl = "https://x.example/original",
            SeoTitle = "For search engines",
            SeoDescription = "A description for search engines.",
            Images = [new Image { Url = "https://x.example/a.jpg" }],
            Sources = [new InformationSource { Name = "Wire" }],
        },
        Mentions = [Person("Ada Notice"), Place("Oslo") with { Relation = MentionRelation.Located, Relevance = 70 }],
    }).Documented();

    private static IncomingArticle Notice(string uri, PublishingStatus status) => (Article(uri, "3", Day(3)) with
    {
        Status = status,
        Content = new ArticleContent { Headline = "", Language = LanguageTag.Unknown },
    }).Documented();
}
