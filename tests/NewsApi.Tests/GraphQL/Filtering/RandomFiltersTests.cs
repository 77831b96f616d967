using System.Globalization;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// Thousands of filters, orders and page sizes, each answered by the service and by plain objects in memory.
/// <c>NEWSAPI_TEST_SEED</c> repeats a run; <c>NEWSAPI_TEST_CASES</c> makes it longer or shorter than 2 000.
/// </summary>
public sealed class RandomFiltersTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private static readonly string[] Names = ["Oslo", "OSLO", "Ærø", "ærø", "Москва", "МОСКВА", "Αθήνα Σ", "東京", "القاهرة", "50% off_season", @"a\b", "É", "E\u0301", "👩‍🚀", "\uffee", "Strasse ſ", "K"];

    [Fact]
    public async Task Every_filter_order_and_page_is_what_plain_objects_say()
    {
        var seed = Number("NEWSAPI_TEST_SEED") ?? Random.Shared.Next();
        var cases = Number("NEWSAPI_TEST_CASES") ?? 2000;
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        await StoreAsync(new Random(seed), new RandomNews(seed));
        var things = await Thing.AllPublicAsync(server.Database, TimeProvider.System.GetUtcNow());
        var walk = await ListWalk.OverAsync(server, things.SelectMany(t => t));
        var random = new RandomFilters(await InputTypes.OfAsync(server), things, seed);
        var telling = 0;
        for (var i = 0; i < cases; i++)
        {
            // Articles are what there is most to say about.
            var type = new[] { "Article", "Article", "Article", "Person", "Place", "Topic" }[random.Next(6)];
            var (filter, order) = (random.Filter(type), random.Order(type));
            var expected = walk.Sorted(type, things[type].Where(t => FilterTruth.Holds(filter, t)), order);
            var size = Math.Min(50, Math.Max(1 + random.Next(20), (expected.Length + 3) / 4));
            await walk.HoldAsync(
                type, filter, order, size, expected,
                $"seed {seed}, case {i}, {type} {JsonSerializer.Serialize(ListWalk.Json(filter))} by {string.Join(", ", order.Select(o => $"{string.Join('.', o.Path)} {o.Descending}"))}, {size} a page");
            telling += expected.Length > 0 && expected.Length < things[type].Count() ? 1 : 0;
        }

        output.WriteLine($"{cases} cases, {telling} of which match a part, {walk.Pages} pages, {random.Used.Count} input fields");

        // Filters that match everything or nothing prove little.
        Assert.True(telling * 3 > cases, $"Only {telling} of {cases} filters match a part.");
        if (cases >= 2000)
        {
            Assert.Empty((await InputFieldsAsync()).Except(random.Used));
        }
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Every field of every filter and sort that a list can be asked with.</summary>
    private async Task<IEnumerable<string>> InputFieldsAsync()
    {
        var types = await InputTypes.OfAsync(server);
        string[] roots = ["Article", "Person", "Place", "Topic"];
        return roots.SelectMany(type => new[] { $"{type}FilterInput", $"{type}SortInput" }).Append("MentionFilterInput")
            .SelectMany(input => types[input].Where(f => f.Name != "search").Select(f => $"{input}.{f.Name}"));
    }

    /// <summary>Articles and entities out of few values, many of them missing, in two trees three levels deep.</summary>
    private async Task StoreAsync(Random random, RandomNews news)
    {
        var entities = new List<Entity>();
        for (var i = 0; i < 40; i++)
        {
            var (name, curated) = (Pick(Names), random.Next(4) > 0);
            var parent = random.Next(3) > 0;
            Entity entity = (i % 3) switch
            {
                0 => Some.Person(name, curated),
                1 => Some.Place(name, parent ? Above<Place>() : null, curated),
                _ => Some.Topic(name, parent ? Above<Topic>() : null, curated),
            };
            entity.Description = random.Next(3) == 0 ? null : Pick(Names);
            entity.Uri = random.Next(3) == 0 ? null : $"urn:{Pick(Names)}:{i}";
            entity.Aliases = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(Names))];
            entity.SameAs = random.Next(3) == 0 ? [] : [$"https://example.com/{Pick(Names)}"];
            if (entity is Place place)
            {
                (place.PlaceKind, place.CountryCode) = (random.Next(3) == 0 ? null : Pick(Names), random.Next(3) == 0 ? null : Pick("NO", "RU", "GR"));
                place.Latitude = random.Next(3) == 0 ? null : random.Next(-2, 3);
                place.Longitude = random.Next(3) == 0 ? null : random.Next(-2, 3) / 4d;
            }
            else if (entity is Topic topic)
            {
                topic.Code = random.Next(3) == 0 ? null : Pick(Names);
            }

            await server.Database.StoreAsync(entity);
            entities.Add(entity);
        }

        var articles = news.SomeArticles(60);
        foreach (var article in articles)
        {
            article.Mentions.Clear();
            article.Naming([.. entities.Where(_ => random.Next(8) == 0)]);
            foreach (var mention in article.Mentions)
            {
                mention.Relevance = random.Next(3) == 0 ? null : random.Next(3) * 50;
                mention.Relation = Pick(MentionRelation.About, MentionRelation.Mentions, MentionRelation.Located);
            }

            article.Content = article.Content with { Byline = random.Next(2) == 0 ? null : Pick(Names), Genre = random.Next(2) == 0 ? null : Pick(Names), Dateline = random.Next(2) == 0 ? null : Pick(Names) };
        }

        await server.Database.StoreAsync(articles);

        T? Above<T>()
            where T : Entity => entities.OfType<T>().ToArray() is { Length: > 0 } above ? Pick(above) : null;

        T Pick<T>(params T[] from) => from[random.Next(from.Length)];
    }
}
