using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsApi.Benchmarks.Telemetry;

/// <summary>
/// Measures what telemetry costs: the same queries by turns on a service without metrics, on one whose metrics are read every second, and
/// on two that also send metrics and spans to a collector: those of a tenth of the requests, and those of all. All are processes over one
/// database.
/// </summary>
internal static class TelemetryRun
{
    private const int WarmUpSeconds = 10;

    private static readonly (string Name, (string, string)[] Settings)[] Kinds =
    [
        ("off", [("NewsApi__Telemetry__Metrics", "none")]),
        ("metrics", [("NewsApi__Telemetry__Metrics", "any")]),
        ("metrics, spans of a tenth", [
            ("NewsApi__Telemetry__Metrics", "any"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.1")]),
        ("metrics, all spans", [("NewsApi__Telemetry__Metrics", "any"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]),
    ];

    /// <summary>The command line, which calls <paramref name="run"/> with the number of articles, of rounds and of seconds.</summary>
    public static Command Command(Func<int, int, int, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 20_000, 100, 5_000_000, "How many articles to load.");
        var rounds = RunOptions.Number("--rounds", 9, 1, 100, "How often to measure each query; medians are reported.");
        var seconds = RunOptions.Number("--seconds", 3, 1, 600, "How long one measurement takes.");
        var command = new Command("telemetry", "Measures what metrics and spans cost.") { articles, rounds, seconds };
        command.SetAction((parsed, cancellationToken) => run(
            parsed.GetValue(articles), parsed.GetValue(rounds), parsed.GetValue(seconds), cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(int articles, int rounds, int seconds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-telemetry-").FullName;
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        await using var collector = await StartCollectorAsync();
        var sides = new List<Side>();
        try
        {
            Run.Say(await Corpus.LoadAsync(database.Database, articles, cancellationToken));
            var picks = await Picks.FromAsync(database.Database.Source, articles, cancellationToken);
            await using var load = await ChildProcess.StartAsync("load", new Dictionary<string, string>(), cancellationToken);
            foreach (var (name, settings) in Kinds)
            {
                var all = settings.Any(s => s.Item1.StartsWith("OTEL", StringComparison.Ordinal))
                    ? settings.Append(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single())) : settings;
                var service = await Run.StartAsync("service", name, database.ConnectionString, all, cancellationToken);
                sides.Add(new Side(name, service, database.Database.Source));
            }

            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
            var measurement = new Measurement(load, folder, 12);
            foreach (var query in Mix.Queries(picks, "", search: true).Where(q => q.Name is "one" or Mix.Plain or "list"))
            {
                var exchanges = await new Answers(http, sides[0].Origin, "").OfServiceAsync(query, cancellationToken);
                var file = await measurement.WriteAsync(query.Name, exchanges, cancellationToken);
                await MeasureAsync(query.Name, file, sides, measurement, http, rounds, seconds, cancellationToken);
            }

            return 0;
        }
        finally
        {
            foreach (var side in sides)
            {
                await side.Process.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        string query, string file, List<Side> sides, Measurement measurement, HttpClient http, int rounds, int seconds,
        CancellationToken cancellationToken)
    {
        foreach (var side in sides)
        {
            await measurement.RunAsync(side, file, WarmUpSeconds, cancellationToken);
        }

        var samples = sides.ToDictionary(s => s, _ => new List<Sample>());
        for (var round = 0; round < rounds; round++)
        {
            // Each round begins with another side, because the first of a round finds a colder machine.
            foreach (var side in sides.Skip(round % sides.Count).Concat(sides.Take(round % sides.Count)))
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var reading = side.Name == Kinds[0].Name ? Task.CompletedTask : ScrapeAsync(http, side, end.Token);
                samples[side].Add(await measurement.RunAsync(side, file, seconds, cancellationToken));
                await end.CancelAsync();
                await reading;
            }
        }

        Console.WriteLine($"\n{query}: medians of {rounds} rounds of {seconds} s");
        Console.WriteLine("| telemetry | requests a second | of those without | µs of the service a request | of those without |");
        Console.WriteLine("| --- | --: | --: | --: | --: |");
        foreach (var side in sides)
        {
            var rate = Medians.Of(samples[side].Zip(samples[sides[0]], (with, without) => with.PerSecond / without.PerSecond));
            var cpu = Medians.Of(samples[side].Zip(samples[sides[0]], (with, without) => with.AppCpu / without.AppCpu));
            var (perSecond, micros) = (Medians.Of(samples[side].Select(s => s.PerSecond)), Medians.Of(samples[side].Select(s => s.AppCpu)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {side.Name} | {perSecond:0} | {rate:0.000} | {micros:0.0} | {cpu:0.000} |"));
        }
    }

    /// <summary>Reads the metrics every second, as a Prometheus with a short interval does.</summary>
    private static async Task ScrapeAsync(HttpClient http, Side side, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                await http.GetStringAsync(new Uri(side.Process.Address, "metrics"), cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    /// <summary>A collector that takes everything and keeps nothing.</summary>
    private static async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync();
        return app;
    }
}
