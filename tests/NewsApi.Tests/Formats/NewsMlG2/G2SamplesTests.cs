using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.NewsMlG2;

/// <summary>IPTC's own listings, and a message of an agency.</summary>
[Trait("Needs", "Shared data")]
public sealed class G2SamplesTests
{
    private const string Listings = "standards/newsml-g2/examples";

    [Fact]
    public async Task A_message_of_an_agency_is_one_article_with_its_picture()
    {
        var article = await ArticleAsync("standards/newsml-g2/from-newsinjson/TT_newsmlg2_sample.xml");

        Assert.Equal(("http://tt.se/media/text/210919-janguillou-879f202b", "1", "NewsML-G2 2.28", 31),
            (article.Uri, article.Version, article.Format, article.Origin.Line));
        Assert.Equal(DateTimeOffset.Parse("2021-09-19T18:57:43Z", null), article.VersionCreated);
        Assert.Equal((PublishingStatus.Usable, null, null), (article.Status, article.EmbargoedUntil, article.Expires));
        Assert.Equal(("Jan Guillou skriver på ny \"Hamilton\"-bok", "sv", "TT", 3),
            (article.Content.Headline, article.Content.Language, article.Content.Source, article.Content.Urgency));
        Assert.StartsWith("Jan Guillou arbetar just nu", article.Content.Summary, StringComparison.Ordinal);
        Assert.StartsWith("<article> <section data-charcount=\"1299\">", article.Content.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1>", article.Content.Body, StringComparison.Ordinal);
        Assert.Contains(
            "<p>Boken blir den elfte i serien", ArticleBody.Sanitised(article.Content.Body).Html, StringComparison.Ordinal);
        Assert.Equal(
            [
                (EntityKind.Topic, "Litteratur", "medtop:20000013"), (EntityKind.Topic, "Konst, kultur och nöje", "medtop:01000000"),
                (EntityKind.Person, "Jan Guillou", null), (EntityKind.Person, "Erik Ponti", null), (EntityKind.Person, "Hamilton", null),
            ],
            article.Mentions.Select(m => (m.Kind, m.Name, m.Uri)));
        var image = Assert.Single(article.Content.Images);
        Assert.EndsWith("a001_NormalHires.jpg", image.Url, StringComparison.Ordinal);
        Assert.Equal((4928, 3280, "image/jpeg", 4), (image.Width, image.Height, image.ContentType, image.Renditions.Count));
        Assert.StartsWith("Journalisten och författaren Jan Guillou", image.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_item_is_read_in_full()
    {
        var article = await ArticleAsync($"{Listings}/LISTING_1_A_NewsML-G2_News_Item.xml");

        Assert.Equal(("urn:newsml:acmenews.com:20161018:US-FINANCE-FED", "11"), (article.Uri, article.Version));
        Assert.Equal(DateTimeOffset.Parse("2018-10-21T21:25:32Z", null), article.VersionCreated);
        Assert.Equal(DateTimeOffset.Parse("2016-10-18T18:12:21Z", null), article.FirstCreated);
        Assert.Equal(DateTimeOffset.Parse("2018-10-23T12:00:00Z", null), article.EmbargoedUntil);
        Assert.Equal(("Fed to halt QE to avert \"bubble\"", "Meredith Jameson", "Berlin", "en-GB", "Interview", "Example Enews LLP"),
            (article.Content.Headline, article.Content.Byline, article.Content.Dateline, article.Content.Language, article.Content.Genre,
            article.Content.Source));
        Assert.Equal(
            [
                (EntityKind.Topic, "economy, business and finance", "medtop:04000000", MentionRelation.About),
                (EntityKind.Topic, "labour market", "medtop:20000523", MentionRelation.About),
                (EntityKind.Place, "Berlin", "geo:345678", MentionRelation.Located),
            ],
            article.Mentions.Select(m => (m.Kind, m.Name, m.Uri, m.Relation)));
    }

    [Theory]
    [InlineData("LISTING_2_NewsML-G2_Text_Document", "Fed to halt QE to avert \"bubble\"", "By Meredith Jameson, Staff Reporter", "<p>(New York, NY", 4)]
    [InlineData("LISTING_22_Sports_story_in_NewsML-G2NITF",
        "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.", "Sports Network", "<p>(Sports Network)", 7)]
    [InlineData("LISTING_27_Company_Financial_Information", "Acme Widgets announces annual results", null, null, 0)]
    [InlineData("facet-example-3", "Content goes here...", null, "<p>Content goes here...</p>", 1)]
    public async Task A_listing_with_text_is_an_article(string file, string headline, string? byline, string? body, int mentions)
    {
        var article = await ArticleAsync($"{Listings}/{file}.xml");

        Assert.Equal((headline, byline), (article.Content.Headline, article.Content.Byline));
        Assert.True(body is null ? article.Content.Body is null
            : article.Content.Body?.StartsWith(body, StringComparison.Ordinal), article.Content.Body);
        Assert.Equal(mentions, article.Mentions.Count);
    }

    [Theory]
    [InlineData("LISTING_10_Abstract_Concept_conveyed_in_a_NewsML-G2_Concept_Item", "A conceptItem describes")]
    [InlineData("LISTING_11_Person_Concept_conveyed_in_a_NewsML-G2_Concept_Item", "A conceptItem describes")]
    [InlineData("LISTING_12_Knowledge_Item_for_Access_Codes", "A knowledgeItem is")]
    [InlineData("LISTING_13_Complete_Catalog_Item", "A catalogItem is")]
    [InlineData("LISTING_14_Event_sent_as_a_Concept_Item", "A conceptItem describes")]
    [InlineData("LISTING_15_Two_Related_Events_in_a_Knowledge_Item", "A knowledgeItem is")]
    [InlineData("LISTING_16_A_Set_of_Events_carried_in_a_News_Item", "The item contains events or concepts")]
    [InlineData("LISTING_17_Planning_Item_a_CCL", "A planningItem announces")]
    [InlineData("LISTING_6_Simple_NewsML-G2_Package", "none of its 2 items")]
    [InlineData("LISTING_29_Hop_History", "has no headline, title, slugline or text")]
    [InlineData("ap_metadata_example", "has no headline, title, slugline or text")]
    [InlineData("facet-example", "has no headline, title, slugline or text")]
    [InlineData("facet-example-2", "has no headline, title, slugline or text")]
    [InlineData("LISTING_24_News_Message_conveying_a_complete_News_Package", "has no headline, title, slugline or text")]
    [InlineData("LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML", "none of the known formats")]
    [InlineData("LISTING_28_Illustrating_Located_Subject_and_Dateline", "none of the known formats")]
    public async Task A_listing_without_an_article_is_rejected_with_the_reason(string file, string reason)
    {
        var items = await TestReader.All(SharedData.Path($"{Listings}/{file}.xml"));

        Assert.All(items, item => Assert.Contains(reason, Assert.IsType<RejectedItem>(item).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LISTING_1_A_NewsML-G2_News_Item")]
    [InlineData("LISTING_2_NewsML-G2_Text_Document")]
    [InlineData("LISTING_22_Sports_story_in_NewsML-G2NITF")]
    public async Task A_listing_that_keeps_to_the_standard_is_an_article_with_strict(string file) =>
        Assert.Empty(Assert.IsType<IncomingArticle>(
            Assert.Single(await TestReader.All(SharedData.Path($"{Listings}/{file}.xml"), strict: true))).Warnings);

    private static async Task<IncomingArticle> ArticleAsync(string path) =>
        Assert.IsType<IncomingArticle>(Assert.Single(await TestReader.All(SharedData.Path(path))));
}
