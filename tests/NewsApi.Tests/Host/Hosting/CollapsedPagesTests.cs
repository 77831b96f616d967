using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Tests.GraphQL.Subscriptions;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using NewsApi.Tests.Transport;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>Readers of one list as pages, through nginx with the configuration of the README, which collapses equal requests.</summary>
[Trait("Needs", "Proxies")]
public sealed partial class CollapsedPagesTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Readers = 200;
    private const int Events = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reader_has_every_event_and_the_service_gets_a_few_requests_an_event()
    {
        Prerequisite.Program("nginx");
        var section = Some.Word();
        using var nginx = await ReverseProxy.StartAsync("nginx", Configuration(), server.Address, server.Address);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Readers }) { BaseAddress = nginx.Address };
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        var reached = new int[Events];
        var origin = 0;
        var begin = await server.QueryAsync("{ wire { cursor } }");
        var cursor = begin.GetProperty("wire").GetProperty("cursor").GetString()!;
        var readers = Enumerable.Range(0, Readers).Select(_ => ReadAsync()).ToArray();
        for (var number = 0; number < Events; number++)
        {
            await server.PublishAsync(await server.CreateAsync($"Number {number}", section));
            var at = number;
            var published = Stopwatch.GetTimestamp();
            await Poll.UntilAsync(() => Volatile.Read(ref reached[at]) == Readers || readers.Any(r => r.IsFaulted));
            TestContext.Current.SendDiagnosticMessage(
                "Event {0} reached {1} readers in {2}; requests so far: {3}", at, Readers, Stopwatch.GetElapsedTime(published), origin);
        }

        var told = await Task.WhenAll(readers);
        Assert.All(told, headlines => Assert.Equal(Enumerable.Range(0, Events).Select(i => $"Number {i}"), headlines));

        // One for each event, some after a wait without an event, and a few that come after the second for which a page is kept.
        Assert.InRange(origin, Events, 4 * Events);

        async Task<List<string?>> ReadAsync()
        {
            var (headlines, next) = (new List<string?>(), cursor);
            while (headlines.Count < Events)
            {
                using var response = await client.GetAsync(Url(section, next), Cancel);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                if (response.Headers.GetValues("X-Cache-Status").Single() != "HIT")
                {
                    Interlocked.Increment(ref origin);
                }

                var page = (await response.JsonAsync()).GetProperty("extensions");
                next = page.GetProperty("next").GetString()!;
                foreach (var found in page.GetProperty("events").EnumerateArray())
                {
                    var article = found.GetProperty("data").GetProperty("articlePublished").GetProperty("article");
                    headlines.Add(article.GetProperty("headline").GetString());
                    Interlocked.Increment(ref reached[headlines.Count - 1]);
                }
            }

            return headlines;
        }
    }

    private static string Url(string section, string after)
    {
        const string Query = "subscription ($where: ArticleFilterInput, $after: String) { articlePublished(where: $where, after: $after) { cursor article { headline } } }";
        var variables = JsonSerializer.Serialize(new { where = new { section = new { eq = section } }, after });
        return $"graphql?query={Uri.EscapeDataString(Query)}&variables={Uri.EscapeDataString(variables)}"
            + $"&extensions={Uri.EscapeDataString("{\"wait\":true}")}";
    }

    /// <summary>The configuration that the README gives, with a folder of the test's own for the cache.</summary>
    private static string Configuration() =>
        Fence().Matches(Repository.Read("README.md")).Select(m => m.Groups["text"].Value)
            .Single(text => text.Contains("proxy_cache_lock", StringComparison.Ordinal))
            .Replace("/var/cache/nginx/newsapi", "pages", StringComparison.Ordinal);

    [GeneratedRegex(@"^```nginx\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
