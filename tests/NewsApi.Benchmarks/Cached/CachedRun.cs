using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using NewsApi.Benchmarks.Hostile;

namespace NewsApi.Benchmarks.Cached;

/// <summary>
/// Measures answers from memory as a share of what Kestrel sends as plain text in the same process: POST, GET and 304, the same query
/// without the cache, and POST beside five unrelated writes a second. All are measured in turn in each round.
/// </summary>
internal static class CachedRun
{
    private const int WritesPerSecond = 5;
    private const double WarmUpSeconds = 5;

    public static Command Command(Func<int, int, double, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 20_000, 100, 5_000_000, "How many articles to load.");
        var rounds = RunOptions.Number("--rounds", 5, 1, 100, "How often to measure; medians are reported.");
        var seconds = new Option<double>("--seconds") { Description = "How long one measurement takes.", DefaultValueFactory = _ => 2 };
        var command = new Command("cached", "Measures answers from memory against plain text.") { articles, rounds, seconds };
        command.SetAction((parsed, cancellationToken) => run(
            parsed.GetValue(articles), parsed.GetValue(rounds), parsed.GetValue(seconds), cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(int articles, int rounds, double seconds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-cached-").FullName;
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        try
        {
            Run.Say(await Corpus.LoadAsync(database.Database, articles, cancellationToken));
            var picks = await Picks.FromAsync(database.Database.Source, articles, cancellationToken);
            var key = await HostileRun.CreateKeyAsync(database, cancellationToken);
            await using var cached = await Run.StartAsync(
                "cached-service", "service", database.ConnectionString, [("NewsApi__Cache__Size", "67108864")], cancellationToken);
            await using var uncached = await Run.StartAsync("service", database.ConnectionString, cancellationToken);
            await using var load = await ChildProcess.StartAsync("load", new Dictionary<string, string>(), cancellationToken);
            var (service, plain) = (cached.Address, new Uri(cached.Greeting.Split(' ')[1]));
            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
            var query = Mix.Queries(picks, "", search: true).Single(q => q.Name == Mix.Plain);
            var answer = await new Answers(http, service.ToString().TrimEnd('/'), "").AskAsync(
                query.Document, query.Variants[0].Variables, cancellationToken);
            var get = $"/graphql?query={Uri.EscapeDataString(query.Document)}";
            using var tagged = await http.GetAsync(new Uri(service, get), cancellationToken);
            var post = Mix.ServiceRequest(query, query.Variants[0]);
            var length = Encoding.UTF8.GetByteCount(answer);
            (string Name, int Port, Exchange Exchange, bool Writes)[] kinds =
            [
                ("plain text", plain.Port, new(Mix.LimitRequest("/"), CachedService.Text), false),
                ("plain text as long as the answer", plain.Port, new(
                    Mix.LimitRequest(string.Create(CultureInfo.InvariantCulture, $"/{length}")), CachedService.TextOf(length)), false),
                ("POST", service.Port, new(post, answer), false),
                ("GET", service.Port, new(Mix.LimitRequest(get), answer), false),
                ("304", service.Port, new(
                    $"GET {get} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {tagged.Headers.ETag}\r\n\r\n", ""), false),
                ("POST beside writes", service.Port, new(post, answer), true),
                ("POST without the cache", uncached.Address.Port, new(post, answer), false),
            ];
            var measurement = new Measurement(load, folder, 12);
            var files = new List<string>();
            foreach (var kind in kinds)
            {
                files.Add(await measurement.WriteAsync(kind.Name, [kind.Exchange], cancellationToken));
            }

            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            var rates = kinds.Select(_ => new List<double>()).ToArray();
            for (var round = 0; round <= rounds; round++)
            {
                for (var i = 0; i < kinds.Length; i++)
                {
                    using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    var writing = kinds[i].Writes ? WriteAsync(http, service, over.Token) : Task.CompletedTask;
                    var rate = await measurement.RateAsync(
                        kinds[i].Port, files[i], round == 0 ? Math.Min(WarmUpSeconds, seconds) : seconds, cancellationToken);
                    await over.CancelAsync();
                    await writing;
                    if (round > 0)
                    {
                        rates[i].Add(rate);
                    }
                }
            }

            Console.WriteLine("| responses | a second | of plain text | of plain text as long |");
            Console.WriteLine("| --- | --: | --: | --: |");
            for (var i = 0; i < kinds.Length; i++)
            {
                double ShareOf(int plainText) => Medians.Of(rates[i].Zip(rates[plainText], (rate, most) => rate / most));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {kinds[i].Name} | {Medians.Of(rates[i]):0} | {ShareOf(0):0.00} | {ShareOf(1):0.00} |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Publishes articles of an old date, far below the measured page.</summary>
    private static async Task WriteAsync(HttpClient http, Uri service, CancellationToken over)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / WritesPerSecond));
        try
        {
            while (await pace.WaitForNextTickAsync(over))
            {
                var item = new
                {
                    uri = $"urn:benchmark:{Guid.NewGuid():N}",
                    pubStatus = "usable",
                    language = "en",
                    firstcreated = "2001-01-01T00:00:00Z",
                    versioncreated = "2001-01-01T00:00:00Z",
                    headlines = new[] { new { value = "An old article" } },
                };
                using var response = await http.PostAsJsonAsync(new Uri(service, "/ingest/ninjs"), item, CancellationToken.None);
                response.EnsureSuccessStatusCode();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }
}
