using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Host.Cli;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>
/// A primary and a standby that receives each commit, and a reader over the standby. The primary crashes under load, and the standby is
/// promoted.
/// </summary>
[Trait("Needs", "PostgreSQL tools")]
[UnsupportedOSPlatform("windows")]
public sealed class StandbyTests(TestPostgres postgres)
{
    private const int Writers = 4;

    private readonly ConcurrentBag<string> _saved = [];
    private readonly ConcurrentBag<string> _rejected = [];
    private readonly ConcurrentBag<string> _unexpected = [];
    private volatile bool _ended;
    private int _count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_promotion_under_load_loses_no_saved_article_and_no_event_and_begins_no_epoch()
    {
        await using var primary = await OwnPostgres.CreateAsync();
        await using var standby = await primary.AddStandbyAsync();
        var run = await VerbRun.OnAsync(standby.ConnectionString, "serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Connect to the primary", Assert.Single(run.Output.Split('\n'), l => l.StartsWith("newsapi: ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);

        var hosts = new[] { primary, standby }.Select(p => new NpgsqlConnectionStringBuilder(p.ConnectionString).Host);
        var both = new NpgsqlConnectionStringBuilder(primary.ConnectionString)
        {
            Host = string.Join(',', hosts),
            TargetSessionAttributes = "primary",
        };
        await using var server = await TestServer.StartAsync(postgres, "--ConnectionStrings:News", both.ConnectionString);
        using var editor = await server.ClientOfAsync(Role.Editor);
        await using var reader = await TestServer.StartAsync(
            postgres, "--ConnectionStrings:News", standby.ConnectionString, "--NewsApi:Role", "reader");
        using var read = await EventStreamClient.OpenAsync(reader.Client, "subscription { articlePublished { article { headline } } }");
        await read.BeginningAsync();
        using var stream = await EventStreamClient.OpenAsync(server.Client, "subscription { articlePublished { article { headline } } }");
        var epoch = await primary.AskAsync("select epoch from wire_head");
        var load = Enumerable.Range(0, Writers).Select(_ => WriteAsync(editor)).ToList();
        await Poll.UntilAsync(() => _saved.Count > 30);

        await primary.StopAsync("QUIT");
        await standby.AskAsync("select pg_promote()");
        var before = _saved.Count;
        await Poll.UntilAsync(() => _saved.Count > before + 30, () => string.Join('\n', _unexpected));
        _ended = true;
        await Task.WhenAll(load);

        Assert.Empty(_unexpected);
        Assert.Equal(epoch, await standby.AskAsync("select epoch from wire_head"));
        var stored = await StoredAsync(standby);
        Assert.Empty(_saved.Except(stored));

        // "Try again" is never said of what stands.
        Assert.Empty(stored.Intersect(_rejected));
        Assert.Equal(Convert.ToInt64(stored.Count), await standby.AskAsync("select count(*) from article"));
        var received = await HeadlinesAsync(stream, stored.Count);
        Assert.Equal(stored.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));
        Assert.Equal(received, await HeadlinesAsync(read, stored.Count));
    }

    private static async Task<List<string>> HeadlinesAsync(EventStreamClient stream, int count) =>
        [.. (await stream.NextAsync(count)).Select(e => e.Data.GetProperty("article").GetProperty("headline").GetString() ?? "")];

    private static async Task<HashSet<string>> StoredAsync(OwnPostgres postgres) =>
        [.. Assert.IsType<string[]>(await postgres.AskAsync("select array_agg(headline) from article"))];

    private async Task WriteAsync(HttpClient editor)
    {
        while (!_ended)
        {
            var headline = $"Headline {Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";
            var document = new
            {
                uri = $"urn:test:standby:{headline}",
                pubStatus = "usable",
                language = "en",
                headlines = new[] { new { value = headline } },
            };
            const string Query = "mutation($document: JSON!) { ingestNinjs(input: { document: $document }) { cursor } }";
            using var answer = await editor.PostAsJsonAsync("graphql", new { query = Query, variables = new { document } }, Token);
            var text = await answer.Content.ReadAsStringAsync(Token);
            var code = JsonDocument.Parse(text).RootElement.TryGetProperty("errors", out var errors)
                ? errors[0].GetProperty("extensions").GetProperty("code").GetString()
                : null;
            if (answer.StatusCode == HttpStatusCode.OK && code is null or "CHANGE_SAVED")
            {
                _saved.Add(headline);
            }
            else if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null)
            {
                _rejected.Add(headline);
            }
            else if (code != "OUTCOME_UNKNOWN")
            {
                _unexpected.Add($"{answer.StatusCode} {text}");
            }
        }
    }
}
