using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;

namespace NewsApi.Benchmarks;

/// <summary>
/// The third part: imports a gazetteer into an empty database, and again without a change. Without a file it makes places of which about
/// one in eight shares its name with others, as in gazetteers of the world's towns.
/// </summary>
internal static class GazetteerImport
{
    private const int Batch = 500;

    /// <summary>The command line, which calls <paramref name="run"/> with its options.</summary>
    public static Command Command(Func<string?, int, CancellationToken, Task<int>> run)
    {
        var places = RunOptions.Number("--places", 170_000, 100, 5_000_000, "How many places to make where no file is given.");
        var file = new Option<string?>("--file") { Description = "A gazetteer to import instead." };
        var command = new Command("gazetteer", "Measures the import of a large gazetteer, first and again.") { places, file };
        command.SetAction((parsed, cancellationToken) => run(parsed.GetValue(file), parsed.GetValue(places), cancellationToken));
        return command;
    }

    /// <summary>Imports twice and prints how long each import took.</summary>
    public static async Task<int> RunAsync(string? file, int places, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        var made = file is null ? Make(places) : null;
        try
        {
            foreach (var time in new[] { "first", "again" })
            {
                var report = new ImportReport();
                var slowest = TimeSpan.Zero;
                var (started, batch) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
                var source = new ItemSource();
                var items = new IncomingReader(source, KnownFormats.All, strict: false).ReadAsync([file ?? made!], cancellationToken);
                await foreach (var outcome in new Importer(database.Database).ImportAsync(items, new ImportOptions(), cancellationToken))
                {
                    report.Add(outcome);
                    if (report.Total % Batch == 0)
                    {
                        slowest = Stopwatch.GetElapsedTime(batch) is var took && took > slowest ? took : slowest;
                        batch = Stopwatch.GetTimestamp();
                    }
                }

                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                using var self = Process.GetCurrentProcess();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time}: {report.Total} entries, {report.Changes} changes, {report.Count(ItemResult.Rejected)} rejected in {seconds:0.0} s; "
                    + $"slowest {Batch}: {slowest.TotalMilliseconds:0} ms; "
                    + $"{self.PeakWorkingSet64 / 1_000_000} MB at most, {self.TotalProcessorTime.TotalSeconds:0.0} s of processor so far"));
            }

            return 0;
        }
        finally
        {
            if (made is not null)
            {
                File.Delete(made);
            }
        }
    }

    /// <summary>Writes a gazetteer of places to a temporary file.</summary>
    private static string Make(int places)
    {
        var random = new Random(1);
        var path = Path.Combine(Path.GetTempPath(), $"newsapi-places-{Guid.NewGuid():N}.ndjson");
        using var writer = new StreamWriter(path);
        for (var i = 1; i <= places; i++)
        {
            var name = random.Next(8) == 0 ? $"San {Word(new Random(random.Next(400)))}" : $"{Word(random)} {Word(random)}";
            writer.WriteLine(JsonSerializer.Serialize(new
            {
                uri = $"urn:example:place:{i}",
                name,
                type = "city",
                country_code = $"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(26))}",
                lat = random.NextDouble() * 170 - 85,
                lon = random.NextDouble() * 350 - 175,
            }));
        }

        return path;
    }

    private static string Word(Random random) => string.Concat(
        Enumerable.Range(0, random.Next(2, 4)).Select(_ => $"{"bdfgklmnprstvz"[random.Next(14)]}{"aeiou"[random.Next(5)]}")) is var word
        ? char.ToUpperInvariant(word[0]) + word[1..]
        : "";
}
