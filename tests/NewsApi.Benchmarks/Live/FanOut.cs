using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>One event to many: how long until the last has it, what it costs the service, and what holding them costs.</summary>
internal static class FanOut
{
    private const double StreamsTarget = 500;
    private const double FiltersTarget = 1000;
    private const double KilobytesTarget = 8;

    /// <summary>Two heartbeats of each connection, by the default interval.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>None, one, a hundred and all event streams of one query.</summary>
    public static async Task MeasureAsync(LiveContext context, CancellationToken cancellationToken)
    {
        await using var service = await context.WarmServiceAsync(sockets: false, cancellationToken);
        foreach (var count in ((int[])[0, 1, 100, context.Options.Subscribers]).Where(c => c <= context.Options.Subscribers).Distinct())
        {
            await MeasureAsync(context, service, count,
                Subscriptions.ToAll(service, await context.Publisher.CursorAsync(service, cancellationToken)), null, cancellationToken);
        }
    }

    /// <summary>WebSockets of one query.</summary>
    public static async Task MeasureSocketsAsync(LiveContext context, CancellationToken cancellationToken)
    {
        await using var service = await context.WarmServiceAsync(sockets: true, cancellationToken);
        var all = Subscriptions.ToAll(service, await context.Publisher.CursorAsync(service, cancellationToken), sockets: true);
        await MeasureAsync(context, service, context.Options.Sockets, all, null, cancellationToken);
    }

    /// <summary>Event streams of which no two have the same filter.</summary>
    public static async Task MeasureFiltersAsync(LiveContext context, CancellationToken cancellationToken)
    {
        await using var service = await context.WarmServiceAsync(sockets: false, cancellationToken);
        var filters = context.Templates.Filters(context.Options.Filters);
        var different = Subscriptions.ToFilters(service, await context.Publisher.CursorAsync(service, cancellationToken), filters);
        await MeasureAsync(context, service, filters.Length, different, filters, cancellationToken);
    }

    private static async Task MeasureAsync(
        LiveContext context, LiveService service, int count, Subscriptions subscriptions, Filter[]? filters,
            CancellationToken cancellationToken)
    {
        var more = count - context.Subscribers.Count;
        var before = await context.SettledMemoryAsync(service, cancellationToken);
        await context.Subscribers.OpenAsync(subscriptions, more, cancellationToken);
        var idle = await context.SettledMemoryAsync(service, cancellationToken);

        // The first event finds streams that have never written.
        await context.BroadcastAsync(service, context.Templates.Next(1), filters, cancellationToken);
        var broadcast = await context.BroadcastAsync(service, context.Templates.Next(context.Options.Events), filters, cancellationToken);
        var after = await context.SettledMemoryAsync(service, cancellationToken);
        Run.Say(Invariant($"{count}: {broadcast.Cpu:0.0} ms an event, the last at {(broadcast.Last.Length > 0 ? broadcast.Last[^1] : 0):0} ms"));

        var kind = filters is not null ? "different filters" : $"{(subscriptions.Kind == ListenerKind.WebSocket ? "WebSockets" : "event streams")} of one query";
        var who = Invariant($"{count} {kind}");
        if (count > 0)
        {
            double? target = filters is not null ? FiltersTarget : IsPromised(context, subscriptions, count) ? StreamsTarget : null;
            context.Report.Add(who, "commit to last byte at the last one, ms: p50 / p99 / max", LiveReport.Spread(broadcast.Last), target,
                LiveReport.P99(broadcast.Last));
            context.Report.Add(who, "from the mutation's answer instead", LiveReport.Spread(broadcast.LastAfterAnswer));
            context.Report.Add(who, Invariant($"commit to last byte at each one ({broadcast.Each.Length} events arrived)"),
                LiveReport.Spread(broadcast.Each));
        }

        context.Report.Add(who, "processor time an event, ms: service (with the mutation); listeners",
            Invariant($"{broadcast.Cpu:0.0}; {broadcast.ListenersCpu:0.0}"));
        if (more > 100)
        {
            var cpu = service.Cpu;
            await Task.Delay(Silence, cancellationToken);
            context.Report.Add(
                who, Invariant($"processor time of signs of life, ms a second, over {Silence.TotalSeconds} s without an event"),
                Invariant($"{(service.Cpu - cpu).TotalMilliseconds / Silence.TotalSeconds:0.0}"));
            var (each, afterwards) = (Kilobytes(idle - before, more), Kilobytes(after - before, more));
            context.Report.Add(
                who, "service's memory for each one, KB: idle; after the events", Invariant($"{each:0.0}; {afterwards:0.0}"),
                filters is null && IsPromised(context, subscriptions, count) ? KilobytesTarget : null, Math.Max(each, afterwards));
        }
    }

    // Promised are the many event streams of one query; the few beside them, and sockets, are for comparison.
    private static bool IsPromised(LiveContext context, Subscriptions subscriptions, int count) => count == context.Options.Subscribers
        && subscriptions.Kind == ListenerKind.EventStream;

    private static double Kilobytes(long bytes, int subscribers) => bytes / 1000.0 / subscribers;
}
