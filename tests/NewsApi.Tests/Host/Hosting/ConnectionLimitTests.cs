using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>PostgreSQL allows the role of the service only a few connections.</summary>
public sealed class ConnectionLimitTests(TestPostgres postgres)
{
    private const int Readers = 6;
    private const int Articles = 8;
    private const int Limit = 4;

    private static readonly string[] Subscriptions =
        ["subscription { articlePublished { article { headline } } }", "subscription { articleChanges { article { headline } } }"];

    private readonly ConcurrentBag<string> _unexpected = [];
    private volatile bool _ended;
    private int _answered;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribers_get_every_event_and_other_clients_an_answer_or_503()
    {
        var address = await postgres.CreateMigratedAsync(Token);
        await using var admin = NpgsqlDataSource.Create(address);
        var role = $"newsapi_limited_{Guid.NewGuid():N}"[..30];
        await ExecuteAsync(admin, $"""
            create role {role} login password 'x' connection limit {Limit.ToString(CultureInfo.InvariantCulture)};
            grant usage on schema public to {role};
            grant select, insert, update, delete on all tables in schema public to {role};
            grant usage on all sequences in schema public to {role};
            """);
        var limited = new NpgsqlConnectionStringBuilder(address) { Username = role, Password = "x" }.ConnectionString;
        await using (var server = await TestServer.StartAsync(postgres, "--ConnectionStrings:News", limited))
        {
            await CheckAsync(server, () => ExecuteAsync(
                admin, $"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{role}'"));
        }

        await ExecuteAsync(admin, $"drop owned by {role}; drop role {role}");
    }

    [Fact]
    public async Task A_service_that_cannot_read_the_log_is_not_ready()
    {
        await using var server = await TestServer.StartAsync(postgres);
        var wire = server.Service.Services.GetRequiredService<NewsWire>();
        var ready = new Uri("health/ready", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(ready, Token)).StatusCode);

        await using (var holder = await server.Database.Source.OpenConnectionAsync(Token))
        {
            await using var held = await holder.BeginTransactionAsync(Token);
            await using var block = new NpgsqlCommand("lock table wire_change in access exclusive mode", holder);
            await block.ExecuteNonQueryAsync(Token);
            var answer = await Poll.ReadUntilAsync(() => server.Client.GetAsync(ready, Token), a => !a.IsSuccessStatusCode);
            Assert.Equal("""{"status":"log not read"}""", await answer.Content.ReadAsStringAsync(Token));
            Assert.True(wire.TimeBehind > TimeSpan.FromSeconds(4));
        }

        await Poll.UntilAsync(async () => (await server.Client.GetAsync(ready, Token)).IsSuccessStatusCode);
        Assert.False(wire.StandsStill);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task CheckAsync(TestServer server, Func<Task> endConnections)
    {
        // EF wraps the exceptions of Npgsql in one of its own.
        using var editor = await Poll.RetryAsync<HttpClient, Exception>(() => server.ClientOfAsync(Role.Editor));
        var streams = new List<EventStreamClient>();
        foreach (var subscription in Subscriptions)
        {
            streams.Add(await EventStreamClient.OpenAsync(server.Client, subscription));
        }

        var load = Enumerable.Range(0, Readers).Select(_ => ReadAsync(server.Client)).ToList();
        await Poll.UntilAsync(() => _answered > 20);
        for (var i = 0; i < Articles; i++)
        {
            if (i % 4 == 1)
            {
                // All pools open connections again at the same time.
                await endConnections();
            }

            await PublishAsync(editor, i);
        }

        foreach (var stream in streams)
        {
            var headlines = (await stream.NextAsync(Articles))
                .Select(e => e.Data.GetProperty("article").GetProperty("headline").GetString());
            Assert.Equal(Enumerable.Range(0, Articles).Select(HeadlineOf), headlines);
            stream.Dispose();
        }

        var before = _answered;
        await Poll.UntilAsync(() => _answered > before + 20);
        await Poll.UntilAsync(
            async () => (await server.Client.GetAsync(new Uri("health/ready", UriKind.Relative), Token)).IsSuccessStatusCode);
        _ended = true;
        await Task.WhenAll(load);
        Assert.Empty(_unexpected);
    }

    private static string HeadlineOf(int i) => $"Article {i.ToString(CultureInfo.InvariantCulture)}";

    private async Task ReadAsync(HttpClient client)
    {
        while (!_ended)
        {
            using var answer = await client.PostAsJsonAsync(
                "graphql", new { query = "{ articles(first: 3) { nodes { headline topics { name } } } }" }, Token);
            var text = await answer.Content.ReadAsStringAsync(Token);
            if (answer.StatusCode == HttpStatusCode.OK && !text.Contains("\"errors\"", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _answered);
            }
            else if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is null
                || !text.Contains("SERVICE_UNAVAILABLE", StringComparison.Ordinal))
            {
                _unexpected.Add($"{answer.StatusCode} {text}");
            }
        }
    }

    /// <summary>Sends the item again until it is imported. The second time changes nothing.</summary>
    private async Task PublishAsync(HttpClient editor, int i)
    {
        var item = new
        {
            uri = $"urn:test:limit:{i.ToString(CultureInfo.InvariantCulture)}",
            pubStatus = "usable",
            language = "en",
            headlines = new[] { new { value = HeadlineOf(i) } },
        };
        await Poll.UntilAsync(async () =>
        {
            using var answer = await editor.PostAsJsonAsync("ingest/ninjs", item, Token);
            var text = await answer.Content.ReadAsStringAsync(Token);
            if (answer.StatusCode != HttpStatusCode.OK && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                _unexpected.Add($"{answer.StatusCode} {text}");
            }

            return answer.StatusCode == HttpStatusCode.OK;
        });
    }
}
