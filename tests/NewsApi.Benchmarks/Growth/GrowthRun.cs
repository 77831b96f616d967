using System.CommandLine;
using System.Globalization;

namespace NewsApi.Benchmarks.Growth;

/// <summary>
/// Measures how the queries of the mix grow with the archive: two databases of different size, a service over each, and each query sent to
/// both in turn, one request after the other.
/// </summary>
internal static class GrowthRun
{
    private const double WarmUpSeconds = 1;

    private static readonly Query CountOfAll = new("count-all", "query CountAll { articles { totalCount } }", [new(new { }, "")]);

    /// <summary>The command line, which calls <paramref name="run"/> with both numbers of articles and the options of the run.</summary>
    public static Command Command(Func<int, RunOptions, CancellationToken, Task<int>> run)
    {
        var small = RunOptions.Number("--from", 20_000, 100, 5_000_000, "How many articles the smaller database has.");
        var large = RunOptions.Number("--articles", 200_000, 100, 5_000_000, "How many articles the larger database has.");
        var rounds = RunOptions.Number("--rounds", 3, 1, 100, "How often to measure each query; medians are reported.");
        var seconds = new Option<double>("--seconds") { Description = "How long one measurement takes.", DefaultValueFactory = _ => 1 };
        var keep = new Option<bool>("--keep") { Description = "Keep both databases for the next run." };
        var command = new Command("growth", "Measures each query in a small and in a large archive.")
        {
            small, large, rounds, seconds, keep,
        };
        command.SetAction((parsed, cancellationToken) => run(
            parsed.GetValue(small),
            new RunOptions(
                parsed.GetValue(large), parsed.GetValue(rounds), parsed.GetValue(seconds), Connections: 1, [], parsed.GetValue(keep),
                Statements: false),
            cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(int from, RunOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-growth-").FullName;
        try
        {
            await using var load = await ChildProcess.StartAsync("load", new Dictionary<string, string>(), cancellationToken);
            var measurement = new Measurement(load, folder, options.Connections);
            await using var small = await MeasuredArchive.OpenAsync(from, "-small", options.Keep, measurement, cancellationToken);
            await using var large = await MeasuredArchive.OpenAsync(options.Articles, "", options.Keep, measurement, cancellationToken);
            foreach (var archive in (MeasuredArchive[])[small, large])
            {
                foreach (var (_, file) in archive.Files)
                {
                    await measurement.RunAsync(archive.Side, file, Math.Min(WarmUpSeconds, options.Seconds), cancellationToken);
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"From {from} to {options.Articles} articles; medians of {options.Rounds} rounds of {options.Seconds} s.\n"));
            Console.WriteLine("| query | p50 ms | then | times | processor time µs | then | times | buffers | then | times |");
            Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
            foreach (var query in small.Files.Keys)
            {
                var (before, after) = (new List<Sample>(), new List<Sample>());
                for (var round = 0; round < options.Rounds; round++)
                {
                    before.Add(await measurement.RunAsync(small.Side, small.Files[query], options.Seconds, cancellationToken));
                    after.Add(await measurement.RunAsync(large.Side, large.Files[query], options.Seconds, cancellationToken));
                }

                var buffers = small.Buffers.TryGetValue(query, out var of) && large.Buffers.TryGetValue(query, out var then)
                    ? Line("0", [of], [then]) : "| | | |";
                Console.WriteLine(
                    $"| {query} {Line("0.00", before.Select(s => s.P50), after.Select(s => s.P50))[..^1]}"
                    + $"{Line("0", before.Select(Cpu), after.Select(Cpu))[..^1]}{buffers}");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The queries of the mix for an archive, and the number of all its articles.</summary>
    public static IReadOnlyList<Query> Queries(Picks picks, string cursor) => [.. Mix.Queries(picks, cursor, search: true), CountOfAll];

    private static double Cpu(Sample sample) => sample.AppCpu + (sample.DatabaseCpu ?? 0);

    private static string Line(string format, IEnumerable<double> before, IEnumerable<double> after)
    {
        double[] pairs = [.. after.Zip(before, (a, b) => a / b)];
        string Of(IEnumerable<double> values) => Medians.Of(values).ToString(format, CultureInfo.InvariantCulture);
        return $"| {Of(before)} | {Of(after)} | {Medians.Of(pairs).ToString("0.0", CultureInfo.InvariantCulture)} |";
    }
}
