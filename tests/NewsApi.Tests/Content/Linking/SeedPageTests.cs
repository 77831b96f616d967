using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.Tests.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Linking;

/// <summary>
/// A real page of 2001, linked with the gazetteers of 1987 and with one that adds the people, places and topics that were new by then.
/// The mentions and their offsets are those that a careful editor noted.
/// </summary>
[Trait("Needs", "Shared data")]
public sealed class SeedPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_links_and_spans_of_the_seed_page_are_those_that_its_editor_noted()
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Path("seed/expected.json"), Token));
        var page = expected.RootElement;
        using var names = new NameIndexSource(database.Database);
        var importer = new Importer(database.Database, new ArticleLinker(names));
        string[] gazetteers = [SharedData.Path("people.ndjson"), SharedData.Path("places.ndjson"), SharedData.Path("topics.ndjson")];
        await ImportAsync(importer, new IncomingReader(new ItemSource()).ReadAsync(gazetteers, Token));
        await ImportAsync(importer, New(page).ToAsyncEnumerable<Incoming>());
        var format = KnownFormats.All.Where(f => f.Name == "page");
        await ImportAsync(importer, new IncomingReader(new ItemSource(), [.. format]).ReadAsync([SharedData.Path("seed/page.txt")], Token));

        Assert.Equal(Noted(page, "people"), await LinkedAsync(EntityKind.Person));
        Assert.Equal(Noted(page, "places"), await LinkedAsync(EntityKind.Place));
        Assert.Equal(["Iraq sanctions 2:[109-123 2400-2414]"], await LinkedAsync(EntityKind.Topic));
        Assert.Equal(["Kennebunkport", "Maine"], await LocatedAsync());
    }

    // Those that the gazetteers of 1987 lack, and those that the page must not be linked to.
    private static IEnumerable<IncomingEntity> New(JsonElement page)
    {
        string[] old = ["Iraq", "United States", "Italy", "United Kingdom", "Libya"];
        foreach (var person in page.GetProperty("people").EnumerateArray())
        {
            yield return Entry(EntityKind.Person, Text(person, "name")) with
            {
                Document = JsonSerializer.Serialize(new { surname = Text(person, "surname") }),
            };
        }

        foreach (var place in page.GetProperty("places").EnumerateArray().Where(p => !old.Contains(Text(p, "name"))))
        {
            yield return Entry(EntityKind.Place, Text(place, "name")) with
            {
                CountryCode = Text(place, "country_code"),
                PlaceKind = Text(place, "kind"),
            };
        }

        foreach (var place in page.GetProperty("dateline_places").EnumerateArray())
        {
            yield return Entry(EntityKind.Place, Text(place, "name")) with { CountryCode = "US", PlaceKind = Text(place, "kind") };
        }

        foreach (var name in new[] { "Saddam Hussein", "Tony Blair", "Dick Cheney", "Boris Yeltsin", "George H. W. Bush", "Paul Evans" })
        {
            yield return Entry(EntityKind.Person, name);
        }

        yield return Entry(EntityKind.Topic, "Iraq sanctions");
    }

    private static IncomingEntity Entry(EntityKind kind, string name) => Items.Entry(kind, name, $"urn:seed:{kind}:{name}");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static IEnumerable<string> Noted(JsonElement page, string kind) => page.GetProperty(kind).EnumerateArray()
        .Select(e => Line(Text(e, "name"), e.GetProperty("spans").EnumerateArray().Select(s => (s[0].GetInt32(), s[1].GetInt32()))))
        .Order(StringComparer.Ordinal);

    private static string Line(string name, IEnumerable<(int Start, int End)> spans) =>
        $"{name} {spans.Count()}:[{string.Join(' ', spans.Select(s => $"{s.Start}-{s.End}"))}]";

    private static async Task ImportAsync(Importer importer, IAsyncEnumerable<Incoming> items)
    {
        await foreach (var outcome in importer.ImportAsync(items, new ImportOptions(), Token))
        {
            Assert.NotEqual(ItemResult.Rejected, outcome.Result);
        }
    }

    private async Task<string[]> LinkedAsync(EntityKind kind)
    {
        var article = await PageAsync();
        var named = new List<string>();
        foreach (var mention in article.Mentions.Where(m => m.Kind == kind && m.Relation == MentionRelation.Mentions))
        {
            Assert.Equal(MentionOrigin.Linked, mention.Origin);
            named.Add(Line(await NameAsync(mention.EntityId), mention.Spans.Select(s => (s.Start, s.End))));
        }

        return [.. named.Order(StringComparer.Ordinal)];
    }

    private async Task<string[]> LocatedAsync()
    {
        var located = (await PageAsync()).Mentions.Where(m => m.Relation == MentionRelation.Located);
        var names = new List<string>();
        foreach (var mention in located)
        {
            names.Add(await NameAsync(mention.EntityId));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private async Task<Article> PageAsync() => await database.ArticleAsync(await database.ScalarAsync<string>("select uri from article"));

    private Task<string> NameAsync(long id) => database.ScalarAsync<string>($"select name from entity where id = {id}");
}
