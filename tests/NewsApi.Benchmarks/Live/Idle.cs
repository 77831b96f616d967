namespace NewsApi.Benchmarks.Live;

/// <summary>How long one subscriber waits for one publication while nothing else goes on.</summary>
internal static class Idle
{
    private const double SameProcessTarget = 10;
    private const double OtherProcessTarget = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task MeasureAsync(LiveContext context, CancellationToken cancellationToken)
    {
        // In this order, so that the listeners of the warming up are gone.
        await using var other = await context.WarmServiceAsync(sockets: false, cancellationToken);
        await using var service = await context.WarmServiceAsync(sockets: false, cancellationToken);
        await context.Subscribers.OpenAsync(
            Subscriptions.ToAll(service, await context.Publisher.CursorAsync(service, cancellationToken)), 1, cancellationToken);
        await MeasureAsync(context, "through the same process, idle", service, service, SameProcessTarget, cancellationToken);
        await MeasureAsync(context, "through another process, idle", service, other, OtherProcessTarget, cancellationToken);
    }

    private static async Task MeasureAsync(
        LiveContext context, string who, LiveService service, LiveService through, double target, CancellationToken cancellationToken)
    {
        var broadcast = await Broadcast.RunAsync(
            context.Publisher, service, through, context.Subscribers, context.Templates.Next(context.Options.Events), null, Pause,
                cancellationToken);
        context.Report.Add(who, "commit to last byte, ms: p50 / p99 / max", LiveReport.Spread(broadcast.Last), target,
            LiveReport.P50(broadcast.Last));
        context.Report.Add(who, "from the mutation's answer instead", LiveReport.Spread(broadcast.LastAfterAnswer));
        context.Report.Add(who, "from when the mutation was sent", LiveReport.Spread(broadcast.LastAfterSent));
    }
}
