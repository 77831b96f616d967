using System.CommandLine;

namespace NewsApi.Benchmarks.Memory;

/// <summary>How long the service is watched, and with what load.</summary>
/// <param name="Articles">How many articles the corpus has.</param>
/// <param name="Minutes">How long, with the warm-up of ten minutes.</param>
/// <param name="Pace">The factor of all rates.</param>
internal sealed record MemoryOptions(int Articles, int Minutes, int Pace)
{
    /// <summary>The command line, which calls <paramref name="run"/> with what it said.</summary>
    public static Command Command(Func<MemoryOptions, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 20_000, 100, 5_000_000, "How many articles to load.");
        var minutes = RunOptions.Number("--minutes", 60, 1, 10_000, "How long to watch; the first ten minutes are the warm-up.");
        var pace = RunOptions.Number("--pace", 1, 1, 100, "The factor of all rates; 1 takes about a fifth of a core.");
        var command = new Command("memory", "Watches the memory of the service under a steady, mixed load.") { articles, minutes, pace };
        command.SetAction((parsed, cancellationToken) => run(
            new MemoryOptions(parsed.GetValue(articles), parsed.GetValue(minutes), parsed.GetValue(pace)), cancellationToken));
        return command;
    }
}
