using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NewsApi.Benchmarks.Hostile;

namespace NewsApi.Benchmarks.Memory;

/// <summary>
/// Watches one service for an hour under a steady load of everything: pages from memory, lists that have never been read, editors, imports,
/// and subscribers that come and go. Each minute it looks at the memory of the service and of its backends.
/// </summary>
internal static class MemoryRun
{
    private const double PagesPerSecond = 25;
    private const double ListsPerSecond = 12;
    private const double WritesPerSecond = 3;
    private const double ImportsPerSecond = 1;
    private const int SubscriberCount = 60;

    /// <summary>How many loops share a rate, so that a slow request does not hold up the next ones.</summary>
    private const int AtOnce = 4;

    /// <summary>So small that the load fills it within minutes.</summary>
    private static readonly (string, string)[] Settings =
    [
        ("NewsApi__Cache__Size", "8000000"), ("NewsApi__Cache__EntitySize", "1000000"), ("NewsApi__Cache__CountSize", "200000"),
        ("NewsApi__Operations__DocumentCacheSize", "8000000"), ("NewsApi__Telemetry__Metrics", "any"),
    ];

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public static async Task<int> OfAsync(MemoryOptions options, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        Run.Say(await Corpus.LoadAsync(database.Database, options.Articles, cancellationToken));
        var picks = await Picks.FromAsync(database.Database.Source, options.Articles, cancellationToken);
        var words = await NewsVocabulary.ReadAsync(database.Database.Source, cancellationToken);
        var key = await HostileRun.CreateKeyAsync(database, cancellationToken);
        await using var service = await Run.StartAsync("service", "service", database.ConnectionString, Settings, cancellationToken);
        var side = new Side("service", service, database.Database.Source);
        using var client = new ServiceClient(service.Address, key);
        using var http = new HttpClient();
        var watch = new MemoryWatch(service, side, http);
        var subscribers = new SubscriberLoad(client, words, SubscriberCount);
        Run.Say($"service {service.Id} at {service.Greeting}");

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = LoadAsync(client, words, Pages(picks), subscribers, options.Pace, end.Token);
        var samples = new List<MemorySample>();
        var (started, cpu) = (Stopwatch.GetTimestamp(), service.Cpu);
        while (samples.Count < options.Minutes)
        {
            var next = (samples.Count + 1) * Interval;
            await Task.Delay(next - Stopwatch.GetElapsedTime(started), cancellationToken);
            samples.Add(await watch.TakeAsync(samples.Count + 1, subscribers.Open, cancellationToken));
            Run.Say($"{samples[^1]}; {client}; {client.Failure}");
        }

        var share = (service.Cpu - cpu) / Stopwatch.GetElapsedTime(started);
        await end.CancelAsync();
        await load;
        await Task.Delay(Interval, cancellationToken);
        var idle = await watch.TakeAsync(samples.Count + 1, subscribers.Open, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The service took {share:p0} of a core. {client}"));
        Console.WriteLine($"A minute after the load: {idle}");
        if (client.Failure is { } failure)
        {
            Console.WriteLine($"✗ {failure}");
        }

        return MemoryReport.Print(samples) && client.Failure is null ? 0 : 1;
    }

    /// <summary>The queries of the mix, a few variants of each.</summary>
    private static (string Query, string Variables)[] Pages(Picks picks) =>
    [
        .. Mix.Queries(picks, "", search: true).Where(q => q.Name is not Mix.Deep)
            .SelectMany(q => q.Variants.Take(20).Select(v => (q.Document, JsonSerializer.Serialize(v.Variables)))),
    ];

    private static Task LoadAsync(
        ServiceClient client, NewsVocabulary words, (string Query, string Variables)[] pages, SubscriberLoad subscribers, int pace,
        CancellationToken end)
    {
        var loops = new List<Task> { subscribers.RunAsync(end) };
        for (var i = 0; i < AtOnce; i++)
        {
            var reader = new ReaderLoad(client, words, pages, 2 * i);
            var searcher = new ReaderLoad(client, words, pages, (2 * i) + 1);
            Keep(PagesPerSecond / AtOnce, () => reader.ReadPageAsync(CancellationToken.None));
            Keep(ListsPerSecond / AtOnce, () => searcher.ReadRandomAsync(CancellationToken.None));
        }

        var (editor, importer) = (new WriterLoad(client, words, 1), new WriterLoad(client, words, 2));
        Keep(WritesPerSecond, () => editor.WriteAsync(CancellationToken.None));
        Keep(ImportsPerSecond, () => importer.ImportAsync(CancellationToken.None));
        return Task.WhenAll(loops);

        void Keep(double perSecond, Func<Task> act) => loops.Add(Pace.KeepAsync(perSecond * pace, act, client.Fail, end));
    }
}
