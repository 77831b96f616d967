using System.CommandLine;

namespace NewsApi.Benchmarks.Hostile;

/// <summary>What the mixed load is to be.</summary>
/// <param name="Articles">How many articles the corpus has.</param>
/// <param name="Minutes">How long honest and hostile clients work together; the honest ones work alone for half of that before.</param>
/// <param name="Connections">How many honest clients send one request after the other.</param>
/// <param name="Hostile">How many hostile clients do.</param>
/// <param name="Subscribers">How many event streams are open.</param>
internal sealed record HostileLoadOptions(int Articles, double Minutes, int Connections, int Hostile, int Subscribers)
{
    /// <summary>The command line, which calls <paramref name="run"/> with what it said.</summary>
    public static Command Command(Func<HostileLoadOptions, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 20_000, 100, 5_000_000, "How many articles to load.");
        var connections = RunOptions.Number("--connections", 18, 1, 250, "How many honest clients send requests.");
        var hostile = RunOptions.Number("--hostile", 2, 1, 250, "How many hostile clients send requests.");
        var subscribers = RunOptions.Number("--subscribers", 200, 1, 2_000, "How many event streams are open.");
        var minutes = new Option<double>("--minutes")
        {
            Description = "How long honest and hostile clients work together; ten for a release.",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("hostile-load", "Measures honest clients at saturation, alone and beside a hostile tenth.")
        {
            articles, connections, hostile, subscribers, minutes,
        };
        command.SetAction((parsed, cancellationToken) => run(
            new HostileLoadOptions(
                parsed.GetValue(articles), parsed.GetValue(minutes), parsed.GetValue(connections), parsed.GetValue(hostile),
                parsed.GetValue(subscribers)),
            cancellationToken));
        return command;
    }
}
