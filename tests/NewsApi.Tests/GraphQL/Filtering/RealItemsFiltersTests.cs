using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>Filters over ten thousand real items, evaluated by the service and over the items of their file.</summary>
[Trait("Needs", "Shared data")]
public sealed class RealItemsFiltersTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private static readonly (string Property, string Type, string Field, int Kind)[] Named =
        [("people", "Person", "people", 1), ("places", "Place", "places", 2), ("subjects", "Topic", "topics", 3)];

    [Fact]
    public async Task Counts_and_pages_of_random_filters_equal_those_computed_from_the_file()
    {
        var file = SharedData.Path("reuters-public.ndjson.gz");
        var seed = Environment.GetEnvironmentVariable("NEWSAPI_TEST_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        var items = new IncomingReader(new ItemSource()).ReadAsync([file], TestContext.Current.CancellationToken);
        await foreach (var outcome in new Importer(server.Database.Database)
            .ImportAsync(items, new ImportOptions(), TestContext.Current.CancellationToken))
        {
            Assert.Equal(ItemResult.Created, outcome.Result);
        }

        await server.Database.ExecuteAsync("analyze");
        var things = await ReadAsync(file);
        var walk = await ListWalk.OverAsync(server, things.SelectMany(t => t));
        var random = new RandomFilters(await InputTypes.OfAsync(server), things, seed);
        var (telling, i) = (0, 0);

        // Goes on until enough filters match a part, because many fields have one value in all articles.
        for (; i < TestSize.Filters / 10 || (i < TestSize.Filters && telling <= TestSize.Filters / 30); i++)
        {
            var (filter, order) = (random.Filter("Article"), random.Order("Article"));
            var expected = walk.Sorted("Article", things["Article"].Where(t => FilterTruth.Holds(filter, t)), order);
            await walk.HoldAsync("Article", filter, order, 1
                + random.Next(50), expected, $"seed {seed}, case {i}, {JsonSerializer.Serialize(ListWalk.Json(filter))}", most: 4);
            telling += expected.Length is > 0 and < 10_000 ? 1 : 0;
        }

        output.WriteLine($"{i} filters, {telling} of which match a part, {walk.Pages} pages");
        Assert.True(telling > TestSize.Filters / 30, $"Only {telling} filters match a part.");
    }

    /// <summary>The items of the file by what the file itself says of them; only the ids are the service's.</summary>
    private async Task<ILookup<string, Thing>> ReadAsync(string file)
    {
        var articles = await IdsAsync("select uri, id from article");
        var entities = new Dictionary<string, Thing>();
        var ids = await IdsAsync("select kind || ' ' || uri, id from entity");
        var things = new List<Thing>();
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            var item = JsonDocument.Parse(line).RootElement;
            var uri = item.GetProperty("uri").GetString()!;
            var thing = new Thing("Article", articles[uri]);
            thing.Values["id"] = thing.GlobalId;
            thing.Values["uri"] = uri;
            thing.Values["version"] = 1;
            thing.Values["headline"] = item.GetProperty("headlines")[0].GetProperty("value").GetString();
            thing.Values["language"] = item.GetProperty("language").GetString();
            thing.Values["urgency"] = item.GetProperty("urgency").GetInt32();
            thing.Values["byline"] = item.TryGetProperty("by", out var by) ? by.GetString() : null;
            thing.Values["dateline"] = item.TryGetProperty("located", out var located) ? located.GetString() : null;
            thing.Values["publishedAt"] = thing.Values["firstPublishedAt"] = item.GetProperty("firstCreated")
                .GetDateTimeOffset().UtcDateTime;
            thing.Values["updatedAt"] = item.GetProperty("versionCreated").GetDateTimeOffset().UtcDateTime;
            thing.Values["expiresAt"] = null;
            thing.Values["status"] = new Thing.Choice("PUBLISHED", 2);
            var mentions = new List<Thing>();
            foreach (var (property, type, field, kind) in Named)
            {
                var named = item.TryGetProperty(property, out var list) ? list.EnumerateArray().ToArray() : [];
                thing.Values[field] = named.DistinctBy(n => n.GetProperty("uri").GetString()).Select(n =>
                {
                    var key = $"{kind} {n.GetProperty("uri").GetString()}";
                    if (!entities.TryGetValue(key, out var entity))
                    {
                        entities[key] = entity = new Thing(type, ids[key]);
                        (entity.Values["id"], entity.Values["uri"], entity.Values["name"]) =
                            (entity.GlobalId, n.GetProperty("uri").GetString(), n.GetProperty("name").GetString());
                    }

                    var mention = new Thing("Mention", 0);
                    (mention.Values["entityId"], mention.Values["kind"], mention.Values["relevance"]) =
                        (entity.GlobalId, new Thing.Choice(type.ToUpperInvariant(), kind), null);
                    mentions.Add(mention);
                    return entity;
                }).ToArray();
            }

            thing.Values["mentions"] = mentions.ToArray();
            things.Add(thing);
        }

        return things.Concat(entities.Values).ToLookup(t => t.Type);
    }

    private async Task<Dictionary<string, long>> IdsAsync(string sql)
    {
        var ids = new Dictionary<string, long>();
        await using var command = server.Database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return ids;
    }
}
