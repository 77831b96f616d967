using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Memory;
using NewsApi.Content.Wire;
using NewsApi.Tests.Host.Cli;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>
/// A process with the role reader over a streaming standby of PostgreSQL. The standby lags, loses its primary, and is restarted.
/// </summary>
[Trait("Needs", "PostgreSQL tools")]
[UnsupportedOSPlatform("windows")]
public sealed class ReaderTests(ReaderPair pair) : IClassFixture<ReaderPair>
{
    private const string Subscription =
        "subscription($after: String) { articlePublished(after: $after) { cursor article { headline } } }";

    private const string List =
        "{ articles(first: 50, order: [{ publishedAt: DESC }]) { nodes { headline topics { name } people { name } } totalCount } }";

    private const string Introspecting =
        "{ __schema { queryType { name } } articles(first: 50, order: [{ publishedAt: DESC }]) { nodes { headline topics { name } } } }";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_answers_as_the_writer_does_and_refers_those_who_write_to_it()
    {
        using var stream = await OpenAsync(null);
        var headline = await pair.PublishAsync();
        Assert.Equal(headline, ReaderPair.HeadlineOf(Assert.Single(await stream.NextAsync(1))));
        var draft = await pair.PublishAsync(DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(draft, ReaderPair.HeadlineOf(Assert.Single(await stream.NextAsync(1))));
        await pair.CatchUpAsync();
        Assert.Equal((await pair.Writer.QueryAsync(List)).ToString(), (await pair.Reader.QueryAsync(List)).ToString());

        // A key of the primary opens the same things here.
        using var editor = new HttpClient { BaseAddress = pair.Reader.Address };
        editor.DefaultRequestHeaders.Authorization = pair.Editor.DefaultRequestHeaders.Authorization;
        var hidden = await pair.PublishAsync(DateTimeOffset.UtcNow.AddDays(1));
        await pair.CatchUpAsync();
        Assert.Contains(hidden, (await pair.Reader.PostAsync(List, client: editor)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, (await pair.Reader.PostAsync(List)).ToString(), StringComparison.Ordinal);

        var rejected = await pair.Reader.PostAsync(
            "mutation { createArticle(input: { headline: \"No\", language: \"en\" }) { cursor } }", client: editor);
        var error = rejected.GetProperty("errors")[0];
        Assert.Equal("READ_ONLY_PROCESS", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(ReaderPair.WriterUrl, error.GetProperty("extensions").GetProperty("writer").GetString());
        Assert.Contains(ReaderPair.WriterUrl, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        using var ingested = await editor.PostAsJsonAsync("ingest/ninjs", new { uri = "urn:test:no" }, Token);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, ingested.StatusCode);

        // Nothing that runs beside the requests has tried to write.
        Assert.DoesNotContain(
            DatabaseFailureKind.ReadOnly, pair.Reader.Service.Services.GetRequiredService<DatabaseIncidents>().Open);
    }

    [Fact]
    public async Task A_standby_that_is_behind_delivers_every_event_once_and_the_reader_says_how_old_it_is()
    {
        await pair.CatchUpAsync();
        using var live = await OpenAsync(null);
        await pair.Standby.SetAsync("recovery_min_apply_delay", "1h");
        try
        {
            var before = await pair.HeadAsync();
            var headlines = await PublishAsync(5);

            // The reader does not have the change of this cursor yet, and waits for it.
            var head = await pair.HeadAsync();
            using var ahead = await OpenAsync(head);
            using var resumed = await OpenAsync(before);
            Assert.Equal("WIRE_NOT_REACHED", await pair.AtLeastAsync(head));

            await Poll.UntilAsync(async () => await LagAsync() >= ReaderPair.MaxLag);
            await Poll.UntilAsync(async () => await pair.ReadinessAsync() == "standby behind");
            var lag = pair.Reader.Service.Services.GetRequiredService<StandbyLag>();
            await Poll.UntilAsync(() => lag.Bytes > 0);
            Assert.Matches("standby +at most", (await VerbRun.OnAsync(pair.Standby.ConnectionString, "status")).Output);

            // From here on it is five seconds behind.
            await pair.Standby.SetAsync("recovery_min_apply_delay", "5s");
            headlines.AddRange(await PublishAsync(5));
            Assert.Equal(headlines, (await live.NextAsync(headlines.Count)).Select(ReaderPair.HeadlineOf));
            Assert.Equal(headlines, (await resumed.NextAsync(headlines.Count)).Select(ReaderPair.HeadlineOf));
            Assert.Equal(headlines[5..], (await ahead.NextAsync(5)).Select(ReaderPair.HeadlineOf));
            Assert.Null(await pair.AtLeastAsync(head));
        }
        finally
        {
            await pair.Standby.SetAsync("recovery_min_apply_delay", "0");
        }

        await Poll.UntilAsync(async () => await pair.ReadinessAsync() == "ready");
        await Poll.UntilAsync(async () => await LagAsync() == 0);
    }

    [Fact]
    public async Task A_standby_without_its_primary_and_one_that_restarts_go_on_without_a_lost_event()
    {
        await pair.CatchUpAsync();
        using var live = await OpenAsync(null);
        var connection = Assert.IsType<string>(await pair.Standby.AskAsync("show primary_conninfo"));
        await pair.Standby.SetAsync("primary_conninfo", "");
        await Poll.UntilAsync(async () => await pair.Standby.AskAsync("select count(*) from pg_stat_wal_receiver") is 0L);
        var missed = await pair.PublishAsync();
        await Poll.UntilAsync(async () => await LagAsync() >= ReaderPair.MaxLag);
        await Poll.UntilAsync(async () => await pair.ReadinessAsync() == "standby behind");
        Assert.DoesNotContain(missed, (await pair.Reader.QueryAsync(List)).ToString(), StringComparison.Ordinal);
        Assert.Matches("standby +not connected", (await VerbRun.OnAsync(pair.Standby.ConnectionString, "status")).Output);

        Assert.Matches("PROBLEM +standby: it is not connected", await ExamineAsync());
        await pair.Standby.SetAsync("primary_conninfo", connection);
        Assert.Equal(missed, ReaderPair.HeadlineOf(Assert.Single(await live.NextAsync(1))));
        await Poll.UntilAsync(async () => await pair.ReadinessAsync() == "ready");

        await pair.Standby.StopAsync("INT");
        Assert.Equal("SERVICE_UNAVAILABLE", await CodeAsync(List));
        var meanwhile = await pair.PublishAsync();
        await pair.Standby.StartAsync();
        Assert.Equal(meanwhile, ReaderPair.HeadlineOf(Assert.Single(await live.NextAsync(1))));
        await Poll.UntilAsync(async () => await CodeAsync(List) is null);
        await Poll.UntilAsync(async () => await pair.ReadinessAsync() == "ready");
        var found = await ExamineAsync();
        Assert.Matches("warning +standby: hot_standby_feedback is off", found);
        Assert.DoesNotContain("PROBLEM", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_with_the_caches_that_are_on_by_default_answers_as_the_writer_does()
    {
        await using var cached = await pair.StartReaderAsync(
            "--NewsApi:Cache:Size", new CacheOptions().Size.ToString(CultureInfo.InvariantCulture),
            "--NewsApi:Cache:EntitySize", new EntityMemoryOptions().Size.ToString(CultureInfo.InvariantCulture),
            "--NewsApi:Cache:CountSize", new CountMemoryOptions().Size.ToString(CultureInfo.InvariantCulture));
        var name = $"Topic {Guid.NewGuid()}";
        await pair.PublishAsync(topic: name);
        await AssertEqualAsync();
        var topics = await pair.Writer.QueryAsync(
            "query($name: String!) { topics(where: { name: { eq: $name } }) { nodes { id } } }", new { name });
        var id = topics.GetProperty("topics").GetProperty("nodes")[0].GetProperty("id").GetString();
        var renamed = await pair.Writer.PostAsync(
            "mutation($input: UpsertTopicInput!) { upsertTopic(input: $input) { errors { __typename } } }",
            new { input = new { id, name = $"Renamed {name}" } }, pair.Editor);
        Assert.Equal("""{"data":{"upsertTopic":{"errors":null}}}""", renamed.ToString());
        Assert.Contains($"Renamed {name}", await AssertEqualAsync(), StringComparison.Ordinal);
        await pair.PublishAsync(topic: $"Renamed {name}");
        await AssertEqualAsync();

        async Task<string> AssertEqualAsync()
        {
            var expected = (await pair.Writer.QueryAsync(List)).ToString();
            cached.Client.DefaultRequestHeaders.Remove("News-At-Least");
            cached.Client.DefaultRequestHeaders.Add("News-At-Least", await pair.HeadAsync());

            // The second response comes from memory.
            Assert.Equal(expected, (await cached.QueryAsync(List)).ToString());
            Assert.Equal(expected, (await cached.QueryAsync(List)).ToString());
            return expected;
        }
    }

    [Fact]
    public async Task A_page_after_a_cursor_that_no_log_has_is_rejected_and_does_not_wait_for_ever()
    {
        await pair.CatchUpAsync();
        var head = pair.Writer.Service.Services.GetRequiredService<NewsWire>().Head;
        var variables = JsonSerializer.Serialize(new { after = (head with { Position = head.Position + 1000 }).ToString() });
        var url = $"graphql?query={Uri.EscapeDataString(Subscription)}&variables={Uri.EscapeDataString(variables)}";
        await Poll.UntilAsync(async () =>
        {
            // A page that begins just before the end of its time is empty, and the client sends the request again.
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Add("Accept", "application/json");
            using var response = await pair.Reader.Client.SendAsync(request, Token);
            var body = await response.Content.ReadAsStringAsync(Token);
            return body.Contains("WIRE_CURSOR_INVALID", StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("mention", "article", List)] // The snapshot has begun, and its articles are read.
    [InlineData("article", "wire_head", List)] // The first statement of the snapshot.
    [InlineData("mention", "article", Introspecting)] // The query runs in GraphQL.NET.
    public async Task A_query_that_the_standby_ends_is_read_again(string awaited, string changed, string sent)
    {
        await pair.PublishAsync();
        await pair.CatchUpAsync();
        var expected = (await pair.Reader.QueryAsync(sent)).ToString();
        await pair.Standby.SetAsync("max_standby_streaming_delay", "0");
        try
        {
            await using var primary = await pair.Primary.OpenAsync();
            Task<JsonElement> query;
            await using (var held = await primary.BeginTransactionAsync(Token))
            {
                // The query waits for one table, and must then give up the other, whose lock the standby has to apply.
                await RunAsync($"lock table {awaited} in access exclusive mode", primary);

                // The commit of another transaction sends the lock to the standby, which would otherwise get it seconds later.
                await pair.Primary.AskAsync("select pg_logical_emit_message(true, 'test', '')::text");
                await Poll.UntilAsync(async () => await pair.Standby.AskAsync(
                    $"select count(*) from pg_locks where mode = 'AccessExclusiveLock' and relation = '{awaited}'::regclass") is 1L);
                query = pair.Reader.PostAsync(sent);
                await Poll.UntilAsync(async () => await pair.Standby.AskAsync(
                    $"select count(*) from pg_locks where not granted and relation = '{awaited}'::regclass") is > 0L);
                await pair.Primary.AskAsync($"begin; lock table {changed} in access exclusive mode; commit");

                // The standby cannot get here while the query has the other table.
                var head = await pair.Primary.AskAsync("select pg_current_wal_lsn()::text");
                await Poll.UntilAsync(async () => await pair.Standby.AskAsync($"select pg_last_wal_replay_lsn() >= '{head}'") is true);
            }

            var answer = await query;
            Assert.False(answer.TryGetProperty("errors", out _), answer.ToString());
            Assert.Equal(expected, answer.GetProperty("data").ToString());
        }
        finally
        {
            await pair.Standby.SetAsync("max_standby_streaming_delay", "30s");
        }
    }

    private static async Task RunAsync(string sql, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>What <c>newsapi doctor</c> says about the reader.</summary>
    private async Task<string> ExamineAsync()
    {
        using var folder = new DataFolder();
        using var run = NewsApiProcess.Start(folder.Path, ["doctor"], environment: variables =>
        {
            variables["ConnectionStrings__News"] = pair.Standby.ConnectionString;
            variables["NewsApi__Role"] = "reader";
        });
        await run.ExitCodeAsync(Token);
        return run.Output;
    }

    private async Task<List<string>> PublishAsync(int count)
    {
        var headlines = new List<string>();
        while (headlines.Count < count)
        {
            headlines.Add(await pair.PublishAsync());
        }

        return headlines;
    }

    private Task<EventStreamClient> OpenAsync(string? after) => OpenAsync(pair.Reader.Client, after);

    private static async Task<EventStreamClient> OpenAsync(HttpClient client, string? after)
    {
        var stream = await EventStreamClient.OpenAsync(client, Subscription, new { after });
        if (after is null)
        {
            // From here on, each event belongs to the stream.
            await stream.BeginningAsync();
        }

        return stream;
    }

    private async Task<string?> CodeAsync(string query)
    {
        var answer = await pair.Reader.PostAsync(query);
        return answer.TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString() ?? ""
            : null;
    }

    private async Task<double> LagAsync()
    {
        using var response = await pair.Reader.Client.GetAsync("health/live", Token);
        return double.Parse(response.Headers.GetValues("News-Lag").Single(), CultureInfo.InvariantCulture);
    }
}
