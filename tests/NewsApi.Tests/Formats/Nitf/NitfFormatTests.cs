using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Nitf;

[Trait("Needs", "Shared data")]
public sealed class NitfFormatTests
{
    [Fact]
    public async Task A_document_of_NTB_is_read_in_full()
    {
        var article = Assert.IsType<IncomingArticle>(
            Assert.Single(await TestReader.All(SharedData.Path("standards/nitf/NTB_nitf_sample.xml"))));

        Assert.Equal(("NTB:NTB5df9281a-a270-4dc5-a618-869bbc3bbca7_00", "1", "NITF 3.6"), (article.Uri, article.Version, article.Format));
        Assert.Equal(DateTimeOffset.Parse("2021-05-16T09:00:04Z", null), article.VersionCreated);
        Assert.Equal(("Pandemien herjer på den legeløse indiske landsbygda", "NTB-AFP-DPA", "Unnao", "nb-NO", "NTB", 5),
            (article.Content.Headline, article.Content.Byline, article.Content.Dateline, article.Content.Language, article.Content.Source,
            article.Content.Urgency));
        Assert.StartsWith("<p>Koronapandemien herjer også", article.Content.Body, StringComparison.Ordinal);
        Assert.Equal(
            [
                (EntityKind.Place, "India", null), (EntityKind.Place, "Asia", null), (EntityKind.Topic, "Sykdom", "subj:07001000"),
                (EntityKind.Topic, "Medisin og helse", "subj:07000000"),
            ],
            article.Mentions.Select(m => (m.Kind, m.Name, m.Uri)));
        Assert.Equal(["date.issue", "picture address"], article.Warnings.Select(warning => warning.Name).Order());
    }

    [Theory]
    [InlineData("LISTING_22_Sports_story_in_NewsML-G2NITF.xml", true)]
    [InlineData("LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml", false)]
    public async Task A_listing_is_an_article_if_it_is_a_whole_item(string file, bool isArticle) => Assert.Equal(
        isArticle, Assert.Single(await TestReader.All(SharedData.Path($"standards/nitf/{file}"))) is IncomingArticle);

    [Theory]
    [InlineData("", "", PublishingStatus.Usable, false)]
    [InlineData("management-status='canceled'", "", PublishingStatus.Canceled, false)]
    [InlineData("management-status='embargoed'", "", PublishingStatus.Withheld, false)]
    [InlineData("management-status='embargoed'", "<date.release norm='20300101T120000Z'/>", PublishingStatus.Usable, true)]
    public void The_status_and_the_release_are_read(string attribute, string data, PublishingStatus status, bool isEmbargoed)
    {
        var article = TestReader.Article(Document(attribute, data));

        Assert.Equal((status, isEmbargoed), (article.Status, article.EmbargoedUntil == DateTimeOffset.Parse("2030-01-01T12:00:00Z", null)));
    }

    [Theory]
    [InlineData("<date.release norm='2030-01-01T12:00:00'/>", "it has no offset from UTC")]
    [InlineData("<date.expire norm='soon'/>", "'date.expire' is \"soon\"")]
    public void A_release_or_expiry_that_cannot_be_read_costs_the_item(string data, string reason) =>
        Assert.Contains(reason, TestReader.Rejection(Document("", data)), StringComparison.Ordinal);

    [Fact]
    public void People_places_and_pictures_are_those_that_head_and_text_mark()
    {
        var article = TestReader.Article(Document(
            "", "<identified-content><person idsrc='who' value='1'>Ada</person><classifier value='x'>Trade</classifier></identified-content>",
            """
            <p>In <location>Oslo</location>, <person>Bo</person>.</p><media media-type='image'><media-reference source='http://n.example/p.jpg'
            mime-type='image/jpeg' width='10'/><media-caption>Caption</media-caption></media>
            """));

        Assert.Equal(
            [
                (EntityKind.Person, "Ada", "who:1", MentionRelation.About), (EntityKind.Person, "Bo", null, MentionRelation.Mentions),
                (EntityKind.Place, "Oslo", null, MentionRelation.Mentions), (EntityKind.Topic, "Trade", null, MentionRelation.About),
            ],
            article.Mentions.Select(m => (m.Kind, m.Name, m.Uri, m.Relation)));
        Assert.Equal(("http://n.example/p.jpg", "Caption"), (article.Content.Images[0].Url, article.Content.Images[0].Caption));
    }

    [Fact]
    public void A_document_without_an_identity_is_rejected_and_an_unknown_part_is_warned_of()
    {
        Assert.Contains("no 'doc-id'", TestReader.Rejection(
            Document("", "").Replace("<doc-id id-string='1' regsrc='X'/>", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["mood"], TestReader.Article(Document("", "<mood/>")).Warnings.Select(warning => warning.Name));
    }

    private static string Document(string attribute, string data, string content = "<p>Text</p>") => $"""
        <nitf><head><docdata {attribute}><doc-id id-string='1' regsrc='X'/>{data}</docdata></head>
        <body><body.head><hedline><hl1>Head</hl1></hedline></body.head><body.content>{content}</body.content></body></nitf>
        """;
}
