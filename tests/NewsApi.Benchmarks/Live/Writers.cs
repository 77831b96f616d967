using System.Diagnostics;
using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>How much editors can write at once, with one subscriber who is told all of it.</summary>
internal static class Writers
{
    private const int Count = 16;

    public static async Task MeasureAsync(LiveContext scene, CancellationToken cancellationToken)
    {
        await using var service = await scene.WarmServiceAsync(sockets: false, cancellationToken);
        await scene.Audience.OpenAsync(Subscriptions.ToAll(service, await scene.Press.CursorAsync(service, cancellationToken)), 1, cancellationToken);
        var (started, published) = (Stopwatch.GetTimestamp(), 0);
        ArticleTemplate[][] stories = [.. Enumerable.Range(0, Count).Select(_ => scene.Desk.Next(1000))];
        await Task.WhenAll(stories.Select(async own =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started).TotalSeconds < scene.Options.Seconds; i = (i + 1) % own.Length)
            {
                var id = await scene.Press.DraftAsync(service, own[i], cancellationToken);
                await scene.Press.PublishAsync(service, own[i], id, cancellationToken);
                Interlocked.Increment(ref published);
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await scene.Audience.AwaitAsync(published, cancellationToken);
        await scene.Audience.ArrivalsAsync(cancellationToken);
        scene.Report.Add($"{Count} writers", "mutations a second, half of them publications", Invariant($"{2 * published / seconds:0}"));
    }
}
