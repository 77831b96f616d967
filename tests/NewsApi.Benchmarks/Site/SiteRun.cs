using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace NewsApi.Benchmarks.Site;

/// <summary>
/// Measures the queries of a news site beside its lists: facets and timelines of a list of half of the archive, and related articles. Each
/// query is sent repeatedly, one request after the other. The reported times are those of whole requests, and of PostgreSQL's processor.
/// </summary>
internal static class SiteRun
{
    private const int WarmUp = 10;

    /// <summary>The command line, which calls <paramref name="run"/> with the number of articles and of requests.</summary>
    public static Command Command(Func<int, int, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 200_000, 100, 5_000_000, "How many articles to load.");
        var requests = RunOptions.Number("--requests", 100, 10, 10_000, "How many requests to send for each query.");
        var command = new Command("site", "Measures facets, timelines and related articles.") { articles, requests };
        command.SetAction((parsed, cancellationToken) => run(parsed.GetValue(articles), parsed.GetValue(requests), cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(int articles, int requests, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        Console.WriteLine(await Corpus.LoadAsync(database.Database, articles, cancellationToken));
        await using var service = await Run.StartAsync("service", database.ConnectionString, cancellationToken);
        var side = new Side("service", service, database.Database.Source);
        using var http = new HttpClient { BaseAddress = new Uri(service.Greeting) };
        var half = await FindMiddleAsync(database.Database.Source, cancellationToken);
        string[] slugs = [.. (await Picks.FromAsync(database.Database.Source, articles, cancellationToken)).Articles];

        Console.WriteLine("| query | p50 ms | p99 ms | PostgreSQL's processor, ms a request |");
        Console.WriteLine("| --- | --: | --: | --: |");
        const string Half = "query($from: DateTime!) { articles(first: 20, where: { publishedAt: { gte: $from } })";
        await MeasureAsync("list of half of the archive", $"{Half} {{ nodes {{ id }} }} }}", _ => new { from = half });
        await MeasureAsync("its count", $"{Half} {{ totalCount }} }}", _ => new { from = half });
        await MeasureAsync(
            "its facets: sections, topics, places, people",
            $$"""
            {{Half}} { nodes { id } facets { sections { value count } topics { count topic { name } }
              places { count place { name } } people { count person { name } } } } }
            """,
            _ => new { from = half });
        await MeasureAsync("its timeline by month", $"{Half} {{ timeline(by: MONTH) {{ start count }} }} }}", _ => new { from = half });
        await MeasureAsync(
            "six related articles",
            "query($slug: String!) { article(slug: $slug) { related(first: 6) { id headline } } }",
            i => new { slug = slugs[i % slugs.Length] });
        return 0;

        async Task MeasureAsync(string name, string document, Func<int, object> variables)
        {
            var times = new List<double>();
            var cpu = TimeSpan.Zero;
            for (var i = -WarmUp; i < requests; i++)
            {
                if (i == 0)
                {
                    cpu = await side.BackendCpuAsync(cancellationToken) ?? TimeSpan.Zero;
                }

                var started = Stopwatch.GetTimestamp();
                await AskAsync(http, document, variables(i + WarmUp), cancellationToken);
                if (i >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            cpu = (await side.BackendCpuAsync(cancellationToken) ?? TimeSpan.Zero) - cpu;
            times.Sort();
            var (p50, p99) = (times[times.Count / 2], times[(int)(times.Count * 0.99) - 1]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {p50:0.0} | {p99:0.0} | {cpu.TotalMilliseconds / requests:0.0} |"));
        }
    }

    private static async Task AskAsync(HttpClient http, string query, object variables, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("graphql", new { query, variables }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.TryGetProperty("errors", out var errors))
        {
            throw new DisagreementException($"The query {query} has errors: {errors}");
        }
    }

    private static async Task<string> FindMiddleAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select percentile_disc(0.5) within group (order by published_at) from article");
        var middle = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!; // not null: the corpus has articles
        return middle.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
