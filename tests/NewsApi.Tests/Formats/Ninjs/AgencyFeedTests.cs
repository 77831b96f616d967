using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

/// <summary>Files in the forms that Superdesk and agencies deliver, with invented content. All go in, with warnings only.</summary>
public sealed class AgencyFeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_item_of_Superdesk_is_imported()
    {
        var article = await ImportedAsync("superdesk.json");

        AssertText(article, "Harbour ferry keeps its winter timetable, Ports & Piers says", "en-AU", "Wharf Reporter", "Hobart",
            "The harbour ferry keeps its winter timetable.\n\nNo change.\n\nThe operator\u00A0said so on Friday.");
        AssertTimes(article, "2026-11-20T08:15:00Z", "2026-11-20T09:02:11Z");
        Assert.Equal((3, "Wharf Wire", "Article (news)", "The operator says that demand did not fall."),
            (article.Content.Urgency, article.Content.Source, article.Content.Genre, article.Content.Summary));
        AssertPicture(article, "https://media.example/base.jpg", "The ferry leaves the pier.", "Pier Photographer",
            "A white ferry with two decks in front of a pier", 1400);
        Assert.Equal(
            [
                "Place Tasmania ", "Topic water transport mediatopics:20000763",
                "Topic economy, business and finance medtop:04000000",
            ],
            await MentionsAsync(article));
    }

    [Fact]
    public async Task An_item_of_AP_is_imported()
    {
        var article = await ImportedAsync("ap.json");

        Assert.Equal("https://api.agency.example/media/v/content/1f0a22c4d5e64b3f9c0d", article.Uri);
        AssertText(article, "Lighthouse on the cape is lit again", "en", "By LAMP KEEPER", "PORTLAND, Maine",
            "PORTLAND, Maine (EP) — The lighthouse is lit again.\n\nIt was dark for eleven years.");
        AssertTimes(article, "2026-11-20T13:20:44Z", "2026-11-20T14:58:02Z");
        AssertPicture(article, "https://media.agency.example/77ab/main.jpg", "The lighthouse at night.", "Night Photographer",
            "A beam of light over dark water", 3000);
        Assert.Equal(
            [
                "Person Marina Beacon http://cv.agency.example/id/77aa", "Place Portland http://cv.agency.example/id/9531",
                "Topic Lighthouses http://cv.agency.example/id/3e37e4b87df7100483d5df092526b43e", "Topic a ",
            ],
            await MentionsAsync(article));
    }

    [Fact]
    public async Task An_item_of_dpa_is_imported()
    {
        var article = await ImportedAsync("dpa.json");

        AssertText(article, "Seilbahn über den Fluss fährt wieder", "de", "Von Gondel Fahrer, agentur", "Koblenz",
            "Pause nach Sturm\n\nKoblenz (agentur) - Die Seilbahn fährt wieder.\n\nSie stand «drei Tage» still.");
        AssertTimes(article, "2026-11-20T14:40:00Z", "2026-11-20T15:02:28Z");
        Assert.Equal(("Panorama", "Meldung", "agentur"), (article.Content.Section, article.Content.Genre, article.Content.Source));
        AssertPicture(article, "https://bilder.example/large.jpeg", "Die Seilbahn am Freitag.", "Bild Macher", null, 1920);
        Assert.Equal(
            [
                "Place Koblenz ", "Place Rheinland-Pfalz ", "Topic Verkehr http://cv.iptc.org/newscodes/mediatopic/20000337",
                "Topic Panorama ",
            ],
            await MentionsAsync(article));
    }

    [Fact]
    public async Task An_item_of_TT_is_imported()
    {
        var article = await ImportedAsync("tt.json");

        AssertText(article, "Isen har lagt sig på sjön", "sv", "Is Bindare", "Luleå",
            "Isen har lagt sig på sjön.\n\nDen är fem centimeter tjock.");
        AssertTimes(article, "2026-11-20T09:31:20Z", "2026-11-20T10:40:18Z");
        AssertPicture(article, "http://bild.example/media/image/sdl9001_NormalHires.jpg", "Sjön på fredagen.", "Bild Tagare", null, 4000);
        Assert.Equal(
            [
                "Person Is Mätare ", "Place Luleå http://byran.example/spec/place/1.0/2580",
                "Topic väder http://byran.example/spec/subject/1.0/20000384", "Topic byran:4711 byran:4711",
            ],
            await MentionsAsync(article));
    }

    [Fact]
    public async Task An_item_of_NTB_is_imported()
    {
        var article = await ImportedAsync("ntb.json");

        AssertText(article, "Fergen til øya er innstilt", "nb-NO", "Byrået", null,
            "Fergen til øya er innstilt.\n\nVinden er for sterk, sier rederiet.");
        AssertTimes(article, "2026-11-20T09:30:04Z", "2026-11-20T09:46:53Z");
        AssertPicture(article, "https://bilder.example/ferge.jpg", "Fergen ved kai.", "Kai Fotograf", null, 2400);
        Assert.Equal(
            ["Person Brage Bølge ", "Place Vestland ", "Topic Innenriks category:Innenriks", "Topic Samferdsel mediatopic:20000338"],
            await MentionsAsync(article));
    }

    private async Task<Article> ImportedAsync(string file)
    {
        var items = await TestReader.All(Path.Combine(AppContext.BaseDirectory, "Formats", "Ninjs", "Feeds", file));
        var outcome = Assert.Single(await database.Database.ImportAsync([.. items]));

        Assert.True(outcome.Result == ItemResult.Created, outcome.Reason);
        return await database.ArticleAsync(Assert.IsType<string>(outcome.Subject));
    }

    private static void AssertText(
        Article article, string headline, string language, string byline, string? dateline, string bodyText)
    {
        var content = article.Content;
        Assert.Equal((headline, language, byline, dateline), (content.Headline, content.Language, content.Byline, content.Dateline));
        Assert.Equal(bodyText, article.BodyText);
    }

    private static void AssertTimes(Article article, string published, string updated)
    {
        Assert.Equal(
            (Utc(published), Utc(updated), null), (article.PublishedAt, (DateTimeOffset?)article.UpdatedAt, article.WithdrawnAt));
        Assert.Equal(ArticleStatus.Published, article.StatusAt(Utc("2026-11-21T00:00:00Z")));
    }

    private static void AssertPicture(Article article, string url, string caption, string credit, string? altText, int width)
    {
        var image = Assert.Single(article.Content.Images);
        Assert.Equal((url, caption, credit, altText, width), (image.Url, image.Caption, image.Credit, image.AltText, image.Width));
    }

    private async Task<string[]> MentionsAsync(Article article) => await database.ScalarAsync<string[]>(
        $"""
        select array_agg(concat_ws(' ', case e.kind when {(int)EntityKind.Person} then 'Person' when {(int)EntityKind.Place} then 'Place'
          else 'Topic' end, e.name, coalesce(e.uri, '')) order by m.ordinal)
        from mention m join entity e on e.id = m.entity_id where m.article_id = {article.Id}
        """);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
