using System.CommandLine;

namespace NewsApi.Benchmarks;

/// <summary>What this run is to measure, and how patiently.</summary>
/// <param name="Articles">How many articles the corpus has.</param>
/// <param name="Rounds">How often each query is measured on each side; medians are reported.</param>
/// <param name="Seconds">How long one measurement takes.</param>
/// <param name="Connections">Requests in flight at once.</param>
/// <param name="Only">Names of queries; all where it is empty.</param>
/// <param name="Keep">Whether the private database stays for the next run.</param>
/// <param name="Statements">Whether the report shows the SQL that the service sent.</param>
internal sealed record RunOptions(int Articles, int Rounds, double Seconds, int Connections, string[] Only, bool Keep, bool Statements)
{
    /// <summary>Where a database to be filled may be named instead of a private one.</summary>
    public const string DatabaseVariable = "NEWSAPI_BENCHMARK_DATABASE";

    /// <summary>Where the corpus generator may be, if not in ../shared/data beside the repository.</summary>
    public const string SharedDataVariable = "NEWSAPI_SHARED_DATA";

    /// <summary>The command line, which calls <paramref name="run"/> with what it said.</summary>
    public static RootCommand Command(Func<RunOptions, CancellationToken, Task<int>> run)
    {
        var articles = Number("--articles", 200_000, 100, 5_000_000, "How many articles to load.");
        var rounds = Number("--rounds", 5, 1, 100, "How often to measure each query; medians are reported.");
        var connections = Number("--connections", 12, 1, 256, "How many requests are in flight at once.");
        var seconds = new Option<double>("--seconds") { Description = "How long one measurement takes.", DefaultValueFactory = _ => 2 };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 600))
            {
                result.AddError("--seconds is from 0.1 to 600.");
            }
        });
        var only = new Option<string[]>("--only")
        {
            Description = "Measure only the queries whose names begin so; may be repeated.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the private database, and use it again next time." };
        var statements = new Option<bool>(
            "--statements")
        { Description = "Show the SQL that the service sent for each query, with the buffers it read." };
        var command = new RootCommand(
            "Measures the service against a hand-written endpoint over the same database. README.md says how to read it.")
        {
            articles, rounds, seconds, connections, only, keep, statements,
        };
        command.SetAction((parsed, cancellationToken) => run(
            new RunOptions(
                parsed.GetValue(articles), parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(connections),
                parsed.GetValue(only) ?? [], parsed.GetValue(keep), parsed.GetValue(statements)),
            cancellationToken));
        return command;
    }

    /// <summary>An option that is a number within bounds.</summary>
    internal static Option<int> Number(string name, int value, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < least || given > most))
            {
                result.AddError($"{name} is from {least} to {most}.");
            }
        });
        return option;
    }
}
