using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsApi.Benchmarks.Live;

namespace NewsApi.Benchmarks.Hostile;

/// <summary>
/// Honest clients at saturation, alone and beside a hostile tenth: queries of the mix and mutations by clients with addresses of their own,
/// an editor who publishes, and event streams that must get every event. All clients have the limits of clients of the internet.
/// </summary>
internal static class HostileLoadRun
{
    /// <summary>By how much the p99 of honest clients may grow.</summary>
    private const double MostFactor = 3;

    private const int PublicationsPerSecond = 2;
    private const double WarmUpSeconds = 20;

    private const string Draft =
        "mutation Draft($input: CreateArticleInput!) { createArticle(input: $input) { article { id } errors { __typename } } }";

    public static Command Command(Func<HostileLoadOptions, CancellationToken, Task<int>> run) => HostileLoadOptions.Command(run);

    public static async Task<int> OfAsync(HostileLoadOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-load-").FullName;
        try
        {
            await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
            Run.Say(await Corpus.LoadAsync(database.Database, options.Articles, cancellationToken));
            var picks = await Picks.FromAsync(database.Database.Source, options.Articles, cancellationToken);
            var key = await HostileRun.CreateKeyAsync(database, cancellationToken);
            await using var attacker = await ChildProcess.StartAsync("attacker", new Dictionary<string, string>(), cancellationToken);
            await using var load = await ChildProcess.StartAsync("load", new Dictionary<string, string>(), cancellationToken);
            var settings = JsonSerializer.Deserialize<Dictionary<string, string>>(attacker.Greeting)!;
            settings["NewsApi__Rates__PrivateAddresses"] = "true";
            await using var service = await LiveService.StartAsync(
                database.ConnectionString, cancellationToken, settings.Select(s => (s.Key, s.Value)));
            await HostileRun.AskAsync(attacker, new HostileJob.Aim(new Uri(service.Address), key, null), cancellationToken);

            var file = Path.Combine(folder, "honest.json");
            await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(Exchanges(picks, key)), cancellationToken);
            using var publisher = new Publisher(database.Database, key);
            await using var subscribers = await SubscriberPool.StartAsync(folder, cancellationToken);
            var streams = Subscriptions.ToAll(service, await publisher.CursorAsync(service, cancellationToken));
            await subscribers.OpenAsync(streams, options.Subscribers, cancellationToken);

            var together = options.Minutes * 60;
            Run.Say("warming up");
            await HonestAsync(WarmUpSeconds);
            Run.Say("alone");
            var alone = await HonestAsync(together / 2);
            Run.Say("beside hostile clients");
            var flood = HostileRun.AskAsync(attacker, new HostileJob.Flood(options.Hostile, together), cancellationToken);
            var beside = await HonestAsync(together);
            var attack = await flood;
            return Report(alone, beside, attack);

            async Task<(LoadResult Load, int Published)> HonestAsync(double seconds)
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var publishing = PublishAsync(publisher, service, over.Token);
                var job = JsonSerializer.Serialize(
                    new LoadJob(service.Port, file, options.Connections, seconds, Exact: false, OwnAddresses: true));
                var result = JsonSerializer.Deserialize<LoadResult>(await load.AskAsync(job, cancellationToken))!;
                await over.CancelAsync();
                var published = await publishing;
                await subscribers.AwaitAsync((long)published * options.Subscribers, cancellationToken);
                await subscribers.ArrivalsAsync(cancellationToken);
                return (result, published);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Every query of the mix, and a mutation after every tenth.</summary>
    private static Exchange[] Exchanges(Picks picks, string key)
    {
        var queries = Mix.Queries(picks, "", search: true).Where(q => q.Name is not Mix.Deep)
            .SelectMany(q => q.Variants.Take(20).Select(v => Mix.ServiceRequest(q, v))).ToArray();
        new Random(7).Shuffle(queries);
        return
        [
            .. queries.Chunk(10).SelectMany(chunk => chunk.Append(Mutation(key))).Select(request => new Exchange(request, "")),
        ];
    }

    private static string Mutation(string key)
    {
        var input = new { headline = "A draft of the load", language = "en", section = "News" };
        var body = JsonSerializer.Serialize(new { query = Draft, variables = new { input } });
        return "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/graphql-response+json\r\n"
            + $"Authorization: Bearer {key}\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}";
    }

    /// <returns>How many articles were published.</returns>
    private static async Task<int> PublishAsync(Publisher publisher, LiveService service, CancellationToken over)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PublicationsPerSecond));
        var published = 0;
        while (!over.IsCancellationRequested)
        {
            var article = new ArticleTemplate(published, "News", [], 5);
            var id = await publisher.DraftAsync(service, article, CancellationToken.None);
            await publisher.PublishAsync(service, article, id, CancellationToken.None);
            published++;
            try
            {
                await pace.WaitForNextTickAsync(over);
            }
            catch (OperationCanceledException)
            {
                // The load is over.
            }
        }

        return published;
    }

    private static int Report((LoadResult Load, int Published) alone, (LoadResult Load, int Published) beside, HostileResult attack)
    {
        Console.WriteLine("| honest clients | requests/s | p50, ms | p99, ms | refused | published |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: |");
        foreach (var (name, (result, published)) in new[] { ("alone", alone), ("beside", beside) })
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {result.PerSecond:0} | {result.P50:0.0} | {result.P99:0.0} | {result.Refused} | {published} |"));
        }

        Console.WriteLine($"\nHostile answers: {string.Join(", ", attack.Counts?.OrderByDescending(c => c.Value).Select(c => $"{c.Value} × {c.Key}") ?? [])}");
        var failure = alone.Load.Error ?? beside.Load.Error ?? alone.Load.FirstRefused ?? beside.Load.FirstRefused ?? attack.Fault;
        if (failure is not null)
        {
            Console.WriteLine($"✗ {failure}");
        }

        var factor = beside.Load.P99 / alone.Load.P99;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"p99 beside is {factor:0.0} times p99 alone, at most {MostFactor}{(factor > MostFactor ? " ✗" : "")}"));
        return failure is null && factor <= MostFactor ? 0 : 1;
    }
}
