using System.CommandLine;

namespace NewsApi.Benchmarks.Live;

/// <summary>What a run of the second part is to measure.</summary>
/// <param name="Articles">How many articles the corpus has.</param>
/// <param name="Subscribers">Event streams of one query at the most.</param>
/// <param name="Sockets">WebSockets of one query.</param>
/// <param name="Processes">How many services hold as many event streams each.</param>
/// <param name="Filters">Different subscriptions, one subscriber each.</param>
/// <param name="Events">How many publications each measurement takes.</param>
/// <param name="Burst">How many are published while some subscribers do not read.</param>
/// <param name="Seconds">How long writers write.</param>
/// <param name="Only">Names of measurements; all where it is empty.</param>
/// <param name="Keep">Whether the private database stays for the next run.</param>
internal sealed record LiveOptions(
    int Articles, int Subscribers, int Sockets, int Processes, int Filters, int Events, int Burst, double Seconds, string[] Only, bool Keep)
{
    public bool Includes(string measurement) => Only.Length == 0 || Only.Contains(measurement);

    /// <summary>The command line, which calls <paramref name="run"/> with what it said.</summary>
    public static Command Command(Func<LiveOptions, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 20_000, 100, 5_000_000, "How many articles to load.");
        var subscribers = RunOptions.Number("--subscribers", 10_000, 1, 100_000, "How many event streams of one query.");
        var sockets = RunOptions.Number("--sockets", 2_000, 1, 100_000, "How many WebSockets of one query.");
        var processes = RunOptions.Number("--processes", 3, 1, 20, "How many services on one database hold --subscribers event streams each.");
        var filters = RunOptions.Number("--filters", 1_000, 1, 10_000, "How many different filters, a subscriber each.");
        var events = RunOptions.Number("--events", 100, 1, 10_000, "How many publications each measurement takes.");
        var burst = RunOptions.Number("--burst", 5_000, 1, 100_000, "How many are published while some subscribers do not read.");
        var seconds = new Option<double>("--seconds") { Description = "How long writers write.", DefaultValueFactory = _ => 10 };
        var only = new Option<string[]>("--only")
        {
            Description = $"Measure only these: {string.Join(", ", LiveRun.Names)}.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong([.. LiveRun.Names]);
        var keep = new Option<bool>("--keep") { Description = "Keep the private database, and use it again next time." };
        var command = new Command("live", "Measures subscriptions: how soon who publishes is heard by all, and what they cost.")
        {
            articles, subscribers, sockets, processes, filters, events, burst, seconds, only, keep,
        };
        command.SetAction((parsed, cancellationToken) => run(
            new LiveOptions(
                parsed.GetValue(articles), parsed.GetValue(subscribers), parsed.GetValue(sockets),
                parsed.GetValue(processes), parsed.GetValue(filters),
                    parsed.GetValue(events),
                parsed.GetValue(burst), parsed.GetValue(seconds), parsed.GetValue(only) ?? [], parsed.GetValue(keep)),
            cancellationToken));
        return command;
    }
}
