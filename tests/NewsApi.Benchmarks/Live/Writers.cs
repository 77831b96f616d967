using System.Diagnostics;
using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>How many mutations a second sixteen editors complete at once, with one subscriber to every change.</summary>
internal static class Writers
{
    private const int Count = 16;

    public static async Task MeasureAsync(LiveContext context, CancellationToken cancellationToken)
    {
        await using var service = await context.WarmServiceAsync(sockets: false, cancellationToken);
        await context.Subscribers.OpenAsync(
            Subscriptions.ToAll(service, await context.Publisher.CursorAsync(service, cancellationToken)), 1, cancellationToken);
        var (started, published) = (Stopwatch.GetTimestamp(), 0);
        ArticleTemplate[][] articles = [.. Enumerable.Range(0, Count).Select(_ => context.Templates.Next(1000))];
        await Task.WhenAll(articles.Select(async own =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started).TotalSeconds < context.Options.Seconds; i = (i + 1) % own.Length)
            {
                var id = await context.Publisher.DraftAsync(service, own[i], cancellationToken);
                await context.Publisher.PublishAsync(service, own[i], id, cancellationToken);
                Interlocked.Increment(ref published);
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await context.Subscribers.AwaitAsync(published, cancellationToken);
        await context.Subscribers.ArrivalsAsync(cancellationToken);
        context.Report.Add($"{Count} writers", "mutations a second, half of them publications", Invariant($"{2 * published / seconds:0}"));
    }
}
