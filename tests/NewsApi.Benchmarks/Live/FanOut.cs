using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>One event to many: how long until the last has it, what it costs the service, and what holding them costs.</summary>
internal static class FanOut
{
    private const double StreamsTarget = 500;
    private const double FiltersTarget = 1000;
    private const double KilobytesTarget = 20;

    /// <summary>None, one, a hundred and all event streams of one query.</summary>
    public static async Task MeasureAsync(LiveContext scene, CancellationToken cancellationToken)
    {
        await using var service = await scene.WarmServiceAsync(sockets: false, cancellationToken);
        foreach (var count in ((int[])[0, 1, 100, scene.Options.Subscribers]).Where(c => c <= scene.Options.Subscribers).Distinct())
        {
            await MeasureAsync(scene, service, count, Subscriptions.ToAll(service, await scene.Press.CursorAsync(service, cancellationToken)), null, cancellationToken);
        }
    }

    /// <summary>WebSockets of one query.</summary>
    public static async Task MeasureSocketsAsync(LiveContext scene, CancellationToken cancellationToken)
    {
        await using var service = await scene.WarmServiceAsync(sockets: true, cancellationToken);
        var all = Subscriptions.ToAll(service, await scene.Press.CursorAsync(service, cancellationToken), sockets: true);
        await MeasureAsync(scene, service, scene.Options.Sockets, all, null, cancellationToken);
    }

    /// <summary>Event streams of which no two have the same filter.</summary>
    public static async Task MeasureFiltersAsync(LiveContext scene, CancellationToken cancellationToken)
    {
        await using var service = await scene.WarmServiceAsync(sockets: false, cancellationToken);
        var filters = scene.Desk.Filters(scene.Options.Filters);
        var different = Subscriptions.ToFilters(service, await scene.Press.CursorAsync(service, cancellationToken), filters);
        await MeasureAsync(scene, service, filters.Length, different, filters, cancellationToken);
    }

    private static async Task MeasureAsync(
        LiveContext scene, LiveService service, int count, Subscriptions subscriptions, Filter[]? filters, CancellationToken cancellationToken)
    {
        var more = count - scene.Audience.Count;
        var before = await scene.SettledMemoryAsync(service, cancellationToken);
        await scene.Audience.OpenAsync(subscriptions, more, cancellationToken);
        var idle = await scene.SettledMemoryAsync(service, cancellationToken);

        // The first event finds streams that have never written.
        await scene.BroadcastAsync(service, scene.Desk.Next(1), filters, cancellationToken);
        var told = await scene.BroadcastAsync(service, scene.Desk.Next(scene.Options.Events), filters, cancellationToken);
        var after = await scene.SettledMemoryAsync(service, cancellationToken);
        Run.Say(Invariant($"{count}: {told.Cpu:0.0} ms an event, the last at {(told.Last.Length > 0 ? told.Last[^1] : 0):0} ms"));

        var who = Invariant($"{count} {(filters is not null ? "different filters" : subscriptions.Sockets ? "WebSockets of one query" : "event streams of one query")}");
        if (count > 0)
        {
            double? target = filters is not null ? FiltersTarget : IsPromised(scene, subscriptions, count) ? StreamsTarget : null;
            scene.Report.Add(who, "commit to last byte at the last one, ms: p50 / p99 / max", LiveReport.Spread(told.Last), target, LiveReport.P99(told.Last));
            scene.Report.Add(who, "from the mutation's answer instead", LiveReport.Spread(told.LastAfterAnswer));
            scene.Report.Add(who, Invariant($"commit to last byte at each one ({told.Each.Length} events arrived)"), LiveReport.Spread(told.Each));
        }

        scene.Report.Add(who, "processor time an event, ms: service (with the mutation); listeners", Invariant($"{told.Cpu:0.0}; {told.ListenersCpu:0.0}"));
        if (more > 100)
        {
            var (each, afterwards) = (Kilobytes(idle - before, more), Kilobytes(after - before, more));
            scene.Report.Add(
                who, "service's memory for each one, KB: idle; after the events", Invariant($"{each:0.0}; {afterwards:0.0}"),
                filters is null && IsPromised(scene, subscriptions, count) ? KilobytesTarget : null, Math.Max(each, afterwards));
        }
    }

    // Promised are the many event streams of one query; the few beside them, and sockets, are for comparison.
    private static bool IsPromised(LiveContext scene, Subscriptions subscriptions, int count) => count == scene.Options.Subscribers && !subscriptions.Sockets;

    private static double Kilobytes(long bytes, int subscribers) => bytes / 1000.0 / subscribers;
}
