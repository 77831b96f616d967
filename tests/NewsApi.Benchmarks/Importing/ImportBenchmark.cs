using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Npgsql;

namespace NewsApi.Benchmarks.Importing;

/// <summary>Measures <c>newsapi import</c> in a process of its own, and COPY of the rows that it wrote, by turns.</summary>
internal static class ImportBenchmark
{
    private const string Template = "benchmark_template";
    private const string Imported = "benchmark_import";

    private static readonly string[] Gazetteers = ["people.ndjson", "places.ndjson", "topics.ndjson"];

    /// <summary>The command line, which calls <paramref name="run"/> with the items, the rounds and the program.</summary>
    public static Command Command(Func<int, int, string?, CancellationToken, Task<int>> run)
    {
        var items = RunOptions.Number("--items", 10_000, 100, 1_000_000, "How many items; after 10 000 they repeat with other uris.");
        var rounds = RunOptions.Number("--rounds", 3, 1, 100, "How often to measure each; medians are reported.");
        var program = new Option<string?>("--program") { Description = "A published newsapi; without it, the sources are published." };
        var command = new Command("import", "Measures the import of real items against COPY of the same rows.") { items, rounds, program };
        command.SetAction((parsed, cancellationToken) => run(
            parsed.GetValue(items), parsed.GetValue(rounds), parsed.GetValue(program), cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(int items, int rounds, string? program, CancellationToken cancellationToken)
    {
        var data = Environment.GetEnvironmentVariable(RunOptions.SharedDataVariable)
            ?? throw new InvalidOperationException($"{RunOptions.SharedDataVariable} has to name the folder with the items.");
        var folder = Directory.CreateTempSubdirectory("newsapi-import-").FullName;
        try
        {
            await using var server = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
            var admin = server.Database.Source;
            program ??= await ImportProgram.PublishAsync(Path.Combine(folder, "program"), cancellationToken);
            var file = await WriteItemsAsync(Path.Combine(data, "reuters-public.ndjson.gz"), folder, items, cancellationToken);
            await MakeTemplateAsync(server, new ImportProgram(program, new Dictionary<string, string>()), data, cancellationToken);
            var rows = new FinishedRows(Directory.CreateDirectory(Path.Combine(folder, "rows")).FullName);
            var results = new Dictionary<string, List<ImportMeasurement>>();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var linking in new[] { true, false })
                {
                    var import = new ImportProgram(
                        program, new Dictionary<string, string> { ["NewsApi__Linking__Enabled"] = linking ? "true" : "false" });
                    var address = At(server, Imported, pooled: true);
                    await using var database = await CreateAsync(server, cancellationToken);
                    Add(linking ? "import with linking" : "import without linking", await MeasureAsync(
                        admin, () => import.RunAsync(address, cancellationToken, "import", file), cancellationToken));
                    if (!linking)
                    {
                        continue;
                    }

                    await rows.ReadAsync(database, cancellationToken);
                    await using var empty = await CreateAsync(server, cancellationToken);
                    await FinishedRows.ClearAsync(empty, cancellationToken);
                    Add("COPY", await MeasureAsync(admin, () => CopyAsync(rows, empty, cancellationToken), cancellationToken));
                }
            }

            Report(items, results);
            return 0;

            void Add(string name, ImportMeasurement measurement)
            {
                if (!results.TryAdd(name, [measurement]))
                {
                    results[name].Add(measurement);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> WriteItemsAsync(string archive, string folder, int items, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "items.ndjson");
        var written = 0;
        await using var writer = new StreamWriter(path);
        for (var copy = 0; written < items; copy++)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
            while (written < items && await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                var identifier = line.IndexOf("\"urn:", StringComparison.Ordinal) + "\"urn:".Length;
                await writer.WriteLineAsync(copy == 0 ? line : line.Insert(identifier, $"{copy}:"));
                written++;
            }
        }

        return path;
    }

    /// <summary>A database with tables and gazetteers, which every measurement begins with.</summary>
    private static async Task MakeTemplateAsync(
        BenchmarkDatabase server, ImportProgram program, string data, CancellationToken cancellationToken)
    {
        await RunAsync(server.Database.Source, $"drop database if exists {Template}", cancellationToken);
        await RunAsync(server.Database.Source, $"create database {Template}", cancellationToken);
        await program.RunAsync(
            At(server, Template, pooled: true), cancellationToken, ["import", .. Gazetteers.Select(name => Path.Combine(data, name))]);
    }

    private static async Task<NpgsqlDataSource> CreateAsync(BenchmarkDatabase server, CancellationToken cancellationToken)
    {
        await ServerClock.ReadAsync(server.Database.Source, Template, cancellationToken);
        await RunAsync(server.Database.Source, $"drop database if exists {Imported} (force)", cancellationToken);
        await RunAsync(server.Database.Source, $"create database {Imported} template {Template}", cancellationToken);
        await RunAsync(server.Database.Source, "checkpoint", cancellationToken);
        return NpgsqlDataSource.Create(At(server, Imported));
    }

    /// <param name="pooled">False for connections of this process: a pool would keep backends, whose time counts at their end.</param>
    private static string At(BenchmarkDatabase server, string database, bool pooled = false) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database, Pooling = pooled }.ConnectionString;

    private static async Task<ImportMeasurement> MeasureAsync(
        NpgsqlDataSource admin, Func<Task<(double Seconds, TimeSpan Cpu)>> work, CancellationToken cancellationToken)
    {
        var before = await ServerClock.ReadAsync(admin, Imported, cancellationToken);
        var (seconds, cpu) = await work();
        return new(seconds, cpu, await ServerClock.ReadAsync(admin, Imported, cancellationToken) - before);
    }

    private static async Task<(double Seconds, TimeSpan Cpu)> CopyAsync(
        FinishedRows rows, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await rows.WriteAsync(database, cancellationToken);
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, TimeSpan.Zero);
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Report(int items, Dictionary<string, List<ImportMeasurement>> results)
    {
        Print($"{items} items, medians of {results["COPY"].Count} rounds; processor time in microseconds an item.\n");
        Print($"| | items/s | of COPY | program | PostgreSQL |\n| --- | --: | --: | --: | --: |");
        foreach (var (name, runs) in results)
        {
            var share = Medians.Of(runs.Zip(results["COPY"], (run, copy) => copy.Seconds / run.Seconds));
            var server = runs.Any(r => r.Server is null) ? "–" : Micros(runs.Select(r => r.Server!.Value));
            var rate = Medians.Of(runs.Select(r => items / r.Seconds));
            Print($"| {name} | {rate:0} | {share:0.00} | {Micros(runs.Select(r => r.Program))} | {server} |");
        }

        string Micros(IEnumerable<TimeSpan> times) =>
            Medians.Of(times.Select(t => t.TotalMicroseconds / items)).ToString("0", CultureInfo.InvariantCulture);
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
