using System.IO.Compression;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Importing;

[Trait("Needs", "Shared data")]
public sealed class RealItemsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Ten_thousand_real_items_are_imported_once_with_the_counts_per_name_of_the_file()
    {
        var items = SharedData.Path("reuters-public.ndjson.gz");

        Assert.Equal((10_000, 0, 0), await ImportAsync(items));
        var head = await database.HeadAsync();
        Assert.Equal((0, 10_000, 0), await ImportAsync(items));

        Assert.Equal(head, await database.HeadAsync());
        Assert.Equal(CountsIn(items), await CountsInDatabaseAsync());
    }

    [Fact]
    public async Task Real_gazetteers_are_imported_completely_and_a_second_import_changes_nothing()
    {
        string[] files = [SharedData.Path("people.ndjson"), SharedData.Path("places.ndjson"), SharedData.Path("topics.ndjson")];
        await ImportAsync(files);
        var head = await database.HeadAsync();

        var (created, unchanged, rejected) = await ImportAsync(files);

        Assert.Equal((0, files.Sum(f => File.ReadLines(f).Count()), 0), (created, unchanged, rejected));
        Assert.Equal(head, await database.HeadAsync());
        Assert.Equal(
            File.ReadLines(files[2]).Count(l => JsonDocument.Parse(l).RootElement.GetProperty("parent").ValueKind == JsonValueKind.String),
            await database.ScalarAsync<long>("select count(*) from entity where kind = 3 and parent_id is not null"));
    }

    private async Task<(int Created, int Unchanged, int Rejected)> ImportAsync(params string[] files)
    {
        var report = new ImportReport();
        var items = new IncomingReader(new ItemSource()).ReadAsync(files, TestContext.Current.CancellationToken);
        await foreach (var outcome in new Importer(database.Database)
            .ImportAsync(items, new ImportOptions(), TestContext.Current.CancellationToken))
        {
            report.Add(outcome);
        }

        return (report.Count(ItemResult.Created), report.Count(ItemResult.Unchanged), report.Count(ItemResult.Rejected));
    }

    private static SortedDictionary<string, int> CountsIn(string file)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var item = JsonDocument.Parse(line);
            foreach (var (property, kind) in new[] { ("people", 1), ("places", 2), ("subjects", 3) })
            {
                if (item.RootElement.TryGetProperty(property, out var named))
                {
                    foreach (var uri in named.EnumerateArray().Select(n => $"{kind} {n.GetProperty("uri").GetString()}").Distinct())
                    {
                        counts[uri] = counts.GetValueOrDefault(uri) + 1;
                    }
                }
            }
        }

        return counts;
    }

    private async Task<SortedDictionary<string, int>> CountsInDatabaseAsync()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await using var command = database.Source.CreateCommand(
            "select concat(e.kind, ' ', e.uri), count(*)::int from mention m join entity e on e.id = m.entity_id group by e.id");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            counts[rows.GetString(0)] = rows.GetInt32(1);
        }

        return counts;
    }
}
