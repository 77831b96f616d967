using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.NewsMl1;

[Trait("Needs", "Shared data")]
public sealed class NewsMl1Tests
{
    [Fact]
    public async Task An_item_of_AFP_is_read_in_full()
    {
        var article = await SampleAsync("afp.com_newsml1.2_sample.xml");

        Assert.Equal(("urn:newsml:afp.com:20210516T080625Z:TX-PAR-WGF71", "1", "NewsML 1.2"),
            (article.Uri, article.Version, article.Format));
        Assert.Equal(DateTimeOffset.Parse("2021-05-16T08:06:25Z", null), article.VersionCreated);
        Assert.Equal(("Israel strikes key Hamas targets as UN Security Council to meet", "AFP", "en", 4, "Article"),
            (article.Content.Headline, article.Content.Source, article.Content.Language, article.Content.Urgency, article.Content.Genre));
        Assert.Equal("Adel Zaanoun with Guillaume Lavallee in Jerusalem", article.Content.Byline);
        Assert.StartsWith("<p>Israel's army said Sunday", article.Content.Body, StringComparison.Ordinal);
        Assert.Contains("<h2>- Media offices destroyed -</h2>", article.Content.Body, StringComparison.Ordinal);
        Assert.Equal((8, 1, 6), (Count(article, EntityKind.Person), Count(article, EntityKind.Place), Count(article, EntityKind.Topic)));
        Assert.Contains(article.Mentions, m => (m.Name, m.Relation) == ("Gaza City", MentionRelation.Located));
        Assert.Contains(article.Mentions, m => (m.Name, m.Uri) == ("02003001", "subj:02003001"));
    }

    [Theory]
    [InlineData("20130515006361", "Dell Redefines Workstation", "en", "Dell Inc.", "ROUND ROCK, Texas", 3)]
    [InlineData("20130605006126", "Cambrios", "zh", "Cambrios Technologies", "加州桑尼維爾", 1)]
    [InlineData("20130612006110", "", "", "", "", -1)]
    [InlineData("20130731006140", "", "", "", "", -1)]
    public async Task An_item_of_Business_Wire_has_the_body_and_the_pictures_of_its_parts(
        string file, string headline, string language, string source, string dateline, int images)
    {
        var article = await SampleAsync($"businesswire-newsml-{file}.xml");

        Assert.Equal($"urn:newsml:businesswire.com:20010714:{file}", article.Uri);
        Assert.StartsWith(headline, article.Content.Headline, StringComparison.Ordinal);
        Assert.StartsWith("<p", article.Content.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("margin-bottom", article.Content.Body, StringComparison.Ordinal);
        if (images >= 0)
        {
            Assert.Equal((language, source, dateline, images),
                (article.Content.Language, article.Content.Source, article.Content.Dateline, article.Content.Images.Count));
        }
    }

    [Theory]
    [InlineData("<Status FormalName='Canceled'/>", PublishingStatus.Canceled, null, null)]
    [InlineData("<Status FormalName='Withheld'/>", PublishingStatus.Withheld, null, null)]
    [InlineData("<Status FormalName='Embargoed'/>", PublishingStatus.Withheld, null, null)]
    [InlineData("<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>20300101T120000Z</DateAndTime></StatusWillChange>", PublishingStatus.Usable, "2030-01-01T12:00:00Z", null)]
    [InlineData("<Status FormalName='Usable'/><StatusWillChange><FutureStatus FormalName='Canceled'/><DateAndTime>20300101T120000Z</DateAndTime></StatusWillChange>", PublishingStatus.Usable, null, "2030-01-01T12:00:00Z")]
    public void The_status_and_its_next_change_give_embargo_and_expiry(
        string management, PublishingStatus status, string? embargo, string? expires)
    {
        var article = TestReader.Article(Item(management));

        Assert.Equal((status, Time(embargo), Time(expires)), (article.Status, article.EmbargoedUntil, article.Expires));
    }

    [Theory]
    [InlineData("<Status FormalName='Perhaps'/>", "'Status' is \"Perhaps\"")]
    [InlineData("<ThisRevisionCreated>20260102T030405</ThisRevisionCreated>", "it has no offset from UTC")]
    public void A_status_or_time_that_cannot_be_read_costs_the_item(string management, string reason) =>
        Assert.Contains(reason, TestReader.Rejection(Item(management)), StringComparison.Ordinal);

    [Fact]
    public void An_item_without_identity_or_with_instructions_is_rejected_and_an_unknown_part_is_warned_of()
    {
        Assert.Contains("'NewsItemId', which identify it", TestReader.Rejection(
            Item("").Replace("<NewsItemId>1</NewsItemId>", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("instructions", TestReader.Rejection(
            Item("").Replace("<NewsComponent>", "<Update/><NewsComponent>", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["Mood"], TestReader.Article(Item("<Mood/><Mood/>")).Warnings.Select(warning => warning.Name));
    }

    private static int Count(IncomingArticle article, EntityKind kind) => article.Mentions.Count(mention => mention.Kind == kind);

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, null);

    private static string Item(string management) => $"""
        <NewsML Version='1.2'><NewsItem><Identification><NewsIdentifier><ProviderId>p</ProviderId><DateId>20260101</DateId><NewsItemId>1</NewsItemId><RevisionId>2</RevisionId></NewsIdentifier></Identification>
        <NewsManagement>{management}</NewsManagement>
        <NewsComponent><NewsLines><HeadLine>Head</HeadLine></NewsLines><ContentItem><DataContent>Text</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
        """;

    private static async Task<IncomingArticle> SampleAsync(string file) => Assert.IsType<IncomingArticle>(
        Assert.Single(await TestReader.All(SharedData.Path($"standards/newsml-1.2/{file}"))));
}
