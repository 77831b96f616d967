namespace NewsApi.Benchmarks.Live;

/// <summary>How long one subscriber waits for one publication while nothing else goes on.</summary>
internal static class Idle
{
    private const double SameProcessTarget = 10;
    private const double OtherProcessTarget = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task MeasureAsync(LiveContext scene, CancellationToken cancellationToken)
    {
        // In this order, so that the listeners of the warming up are gone.
        await using var other = await scene.WarmServiceAsync(sockets: false, cancellationToken);
        await using var service = await scene.WarmServiceAsync(sockets: false, cancellationToken);
        await scene.Audience.OpenAsync(Subscriptions.ToAll(service, await scene.Press.CursorAsync(service, cancellationToken)), 1, cancellationToken);
        await MeasureAsync(scene, "through the same process, idle", service, service, SameProcessTarget, cancellationToken);
        await MeasureAsync(scene, "through another process, idle", service, other, OtherProcessTarget, cancellationToken);
    }

    private static async Task MeasureAsync(
        LiveContext scene, string who, LiveService service, LiveService through, double target, CancellationToken cancellationToken)
    {
        var told = await Broadcast.RunAsync(
            scene.Press, service, through, scene.Audience, scene.Desk.Next(scene.Options.Events), null, Pause, cancellationToken);
        scene.Report.Add(who, "commit to last byte, ms: p50 / p99 / max", LiveReport.Spread(told.Last), target, LiveReport.P50(told.Last));
        scene.Report.Add(who, "from the mutation's answer instead", LiveReport.Spread(told.LastAfterAnswer));
        scene.Report.Add(who, "from when the mutation was sent", LiveReport.Spread(told.LastAfterSent));
    }
}
