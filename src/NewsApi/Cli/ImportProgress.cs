using System.Diagnostics;
using System.Globalization;
using NewsApi.Content.Importing;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary>
/// Shows the progress of an import: as a bar on a terminal, and as plain lines otherwise. Rejected items are printed when they occur: above
/// the bar, or to standard error if there is no bar. A summary follows at the end.
/// </summary>
/// <param name="bytes">The number of bytes to read; null if it is unknown.</param>
internal sealed class ImportProgress(long? bytes, bool dryRun)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private readonly ImportReport _report = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _bytesRead;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    private string Rate => $"{Format(_report.Total)} {(_report.Total == 1 ? "item" : "items")}, {Format(PerSecond)} a second";

    private long PerSecond => (long)(_report.Total / Math.Max(Elapsed.TotalSeconds, 0.001));

    /// <summary>Counts bytes that were read. Called on the thread that reads the files.</summary>
    public void AddBytes(int count) => Interlocked.Add(ref _bytesRead, count);

    /// <summary>Runs the import to its end.</summary>
    /// <returns>The exit code: 1 if any item was rejected, otherwise 0.</returns>
    public async Task<int> ShowAsync(IAsyncEnumerable<ItemOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected && !Console.IsErrorRedirected)
        {
            await ShowBarAsync(outcomes, cancellationToken);
        }
        else
        {
            await ShowLinesAsync(outcomes, cancellationToken);
        }

        await SummariseAsync();
        return _report.Count(ItemResult.Rejected) == 0 ? 0 : 1;
    }

    private Task ShowBarAsync(IAsyncEnumerable<ItemOutcome> outcomes, CancellationToken cancellationToken) =>
        AnsiConsole.Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async screen =>
            {
                var bar = screen.AddTask("importing", maxValue: Math.Max(bytes ?? 1, 1));
                bar.IsIndeterminate = bytes is null;
                var drawn = Elapsed;
                await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
                {
                    if (Add(outcome) is { } line)
                    {
                        AnsiConsole.WriteLine(line);
                    }

                    if (Elapsed - drawn > BetweenDrawings)
                    {
                        drawn = Elapsed;
                        bar.Description = Rate;
                        bar.Value = Interlocked.Read(ref _bytesRead);
                    }
                }
            });

    private async Task ShowLinesAsync(IAsyncEnumerable<ItemOutcome> outcomes, CancellationToken cancellationToken)
    {
        var printed = Elapsed;
        await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
        {
            if (Add(outcome) is { } line)
            {
                await (outcome.Result == ItemResult.Rejected ? Console.Error : Console.Out).WriteLineAsync(line);
            }

            if (Elapsed - printed > BetweenLines)
            {
                printed = Elapsed;
                Console.WriteLine(Rate);
            }
        }
    }

    /// <summary>Counts an outcome. Returns the line to print for the outcome; null if no line is printed.</summary>
    private string? Add(ItemOutcome outcome)
    {
        _report.Add(outcome);
        return outcome.Result switch
        {
            ItemResult.Rejected => $"{outcome.Origin}: {(outcome.Subject is null ? "" : $"{outcome.Subject}: ")}{outcome.Reason}",
            ItemResult.Created when dryRun => $"{outcome.Origin}: would create {outcome.Subject}",
            ItemResult.Updated when dryRun => $"{outcome.Origin}: would update {outcome.Subject}",
            _ => null,
        };
    }

    private async Task SummariseAsync()
    {
        foreach (var (_, (message, first, count)) in _report.Warnings.OrderByDescending(warning => warning.Value.Count))
        {
            await Console.Error.WriteLineAsync($"warning: {message} ({Format(count)} times, first in {first})");
        }

        Console.WriteLine(
            $"{(dryRun ? "Dry run, nothing was written. " : "")}{Format(_report.Changes)} changes: "
            + $"{Format(_report.Count(ItemResult.Created))} created, {Format(_report.Count(ItemResult.Updated))} updated; "
            + $"{Format(_report.Count(ItemResult.Unchanged))} unchanged, "
            + $"{Format(_report.Count(ItemResult.Older))} older than the stored version, "
            + $"{Format(_report.Count(ItemResult.Rejected))} rejected. "
            + string.Create(CultureInfo.InvariantCulture, $"{Rate}, {Elapsed.TotalSeconds:0.0} s."));
    }

    private static string Format(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
