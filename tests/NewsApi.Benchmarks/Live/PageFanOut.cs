using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>One event to many readers of pages behind a proxy that collapses equal requests.</summary>
internal static class PageFanOut
{
    private const double Target = 1000;
    private const double RequestsTarget = 3;

    public static async Task MeasureAsync(LiveContext context, CancellationToken cancellationToken)
    {
        var (options, subscribers) = (context.Options, context.Subscribers);
        await using var service = await context.WarmServiceAsync(sockets: false, cancellationToken);
        using var proxy = await CollapsingProxy.StartAsync(service.Port, options.Subscribers, cancellationToken);
        var pages = Subscriptions.ToPages(proxy.Port, await context.Publisher.CursorAsync(service, cancellationToken));
        await subscribers.OpenAsync(pages, options.Subscribers, cancellationToken);
        await context.BroadcastAsync(service, context.Templates.Next(1), null, cancellationToken);
        var passed = proxy.Passed;
        var broadcast = await context.BroadcastAsync(service, context.Templates.Next(options.Events), null, cancellationToken);
        var each = (proxy.Passed - passed) / (double)options.Events;

        var who = Invariant($"{options.Subscribers} readers of pages through nginx");
        context.Report.Add(who, Invariant($"commit to last byte at each one, ms: p50 / p99 / max ({broadcast.Each.Length} events arrived)"),
            LiveReport.Spread(broadcast.Each), Target, LiveReport.P99(broadcast.Each));
        context.Report.Add(who, "requests to the service an event", Invariant($"{each:0.00}"), RequestsTarget, each);
        context.Report.Add(who, "processor time an event, ms: service (with the mutation); readers",
            Invariant($"{broadcast.Cpu:0.0}; {broadcast.ListenersCpu:0.0}"));
    }
}
