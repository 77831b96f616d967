using System.Diagnostics;
using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>
/// One event to more subscribers than one process may have files: several services on one database, each with as many event streams as the
/// options say, in a process of listeners of its own.
/// </summary>
internal static class ManyProcesses
{
    private const double LastTarget = 800;
    private const double KilobytesTarget = 8;

    public static async Task MeasureAsync(LiveContext context, CancellationToken cancellationToken)
    {
        var (services, pools) = (new List<LiveService>(), new List<SubscriberPool>());
        var folder = Directory.CreateTempSubdirectory("newsapi-live-").FullName;
        try
        {
            for (var i = 0; i < context.Options.Processes; i++)
            {
                services.Add(await context.WarmServiceAsync(sockets: false, cancellationToken));
                pools.Add(await SubscriberPool.StartAsync(Directory.CreateDirectory(Path.Combine(folder, Invariant($"{i}"))).FullName,
                    cancellationToken));
            }

            await MeasureAsync(context, services, pools, cancellationToken);
        }
        finally
        {
            foreach (var process in pools.Concat<IAsyncDisposable>(services))
            {
                await process.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        LiveContext context, List<LiveService> services, List<SubscriberPool> pools, CancellationToken cancellationToken)
    {
        var (each, publisher) = (context.Options.Subscribers, context.Publisher);
        var cursor = await publisher.CursorAsync(services[0], cancellationToken);
        var before = await MemoryAsync(context, services, cancellationToken);
        await Task.WhenAll(pools.Zip(services, (pool, service) =>
            pool.OpenAsync(Subscriptions.ToAll(service, cursor), each, cancellationToken)));
        var idle = await MemoryAsync(context, services, cancellationToken);
        Run.Say(Invariant($"{pools.Sum(p => p.Count)} event streams are open"));

        var articles = context.Templates.Next(context.Options.Events);
        var ids = await publisher.DraftAsync(services[0], articles, cancellationToken);
        var cpu = services.Sum(s => s.Cpu.TotalMilliseconds);
        var publications = new List<Publication>();
        for (var i = 0; i < articles.Length; i++)
        {
            publications.Add(await publisher.PublishAsync(services[0], articles[i], ids[i], cancellationToken));
            await Task.WhenAll(pools.Select(pool => pool.AwaitAsync((long)each * publications.Count, cancellationToken)));
        }

        cpu = services.Sum(s => s.Cpu.TotalMilliseconds) - cpu;
        var committed = await publisher.CommitTimesAsync(publications.Select(p => p.Position), cancellationToken);
        var last = publications.ToDictionary(p => p.Position, _ => 0.0);
        foreach (var pool in pools)
        {
            var arrivals = (await pool.ArrivalsAsync(cancellationToken)).ByPosition;
            foreach (var position in last.Keys.ToArray())
            {
                var reached = arrivals.GetValueOrDefault(position, []);
                if (reached.Count != each || reached.DistinctBy(r => r.Listener).Count() != each)
                {
                    throw new DisagreementException($"The event {position} should have reached {each} listeners; it reached {reached.Count}.");
                }

                last[position] = Math.Max(last[position], (reached[^1].At - committed[position]) * 1000.0 / Stopwatch.Frequency);
            }
        }

        var after = await MemoryAsync(context, services, cancellationToken);
        var who = Invariant($"{each * services.Count} event streams of one query at {services.Count} services");
        double[] sorted = [.. last.Values.Order()];
        context.Report.Add(who, "commit to last byte at the last one, ms: p50 / p99 / max", LiveReport.Spread(sorted), LastTarget,
            LiveReport.P99(sorted));
        context.Report.Add(who, "events that arrived", Invariant($"{(long)each * services.Count * publications.Count}"));
        context.Report.Add(who, "processor time of all services an event, ms", Invariant($"{cpu / publications.Count:0.0}"));
        var (quiet, busy) = (Kilobytes(idle - before), Kilobytes(after - before));
        context.Report.Add(who, "services' memory for each one, KB: idle; after the events", Invariant($"{quiet:0.0}; {busy:0.0}"),
            KilobytesTarget, Math.Max(quiet, busy));

        double Kilobytes(long bytes) => bytes / 1000.0 / each / services.Count;
    }

    private static async Task<long> MemoryAsync(LiveContext context, List<LiveService> services, CancellationToken cancellationToken) =>
        (await Task.WhenAll(services.Select(service => context.SettledMemoryAsync(service, cancellationToken)))).Sum();
}
