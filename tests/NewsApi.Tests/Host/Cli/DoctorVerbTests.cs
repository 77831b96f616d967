using System.Runtime.Versioning;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Host.Hosting;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
[Trait("Needs", "Proxies")]
public sealed class DoctorVerbTests(TestServer server, TestPostgres postgres) : IClassFixture<TestServer>
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_service_has_no_problem_and_the_exit_code_is_0()
    {
        var run = await RunAsync(server.Database.ConnectionString, [], "--url", server.Address.ToString());

        Assert.DoesNotContain("PROBLEM", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"ok +database: PostgreSQL at .*: PostgreSQL \d+.*, UTF-8, writable", run.Output);
        Assert.Matches("ok +notifications: arrive", run.Output);
        Assert.Matches("ok +event streams: pass at once", run.Output);
        Assert.Matches("ok +WebSockets: pass", run.Output);
        Assert.Matches(@"\d+ checks: \d+ ok, \d+ warnings, 0 problems", run.Output);
        Assert.DoesNotContain("password", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_an_operator_got_wrong_in_the_database_is_named_with_its_remedy()
    {
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await database.Database.AppendAsync(1);
        await database.StoreAsync(Some.PublicArticle("Never announced"));
        await database.ExecuteAsync(
            $"""
            update pg_collation set collversion = 'older' where collname = 'und-x-icu';
            alter database {name} set synchronous_commit = off;
            alter database {name} set idle_session_timeout = '10min';
            alter database {name} connection limit 20;
            update wire_change set committed_at = now() - interval '30 days';
            """);

        var run = await RunAsync(
            database.ConnectionString,
            new() { ["NewsApi__Wire__Retentoin"] = "8", ["NewsApi__Tokens__Authority"] = "http://127.0.0.1:1", ["NewsApi__Tokens__Audience"] = "a" });

        Assert.Equal(1, run.ExitCode);
        Assert.All(
            [
                "warning  settings: NewsApi__Wire__Retentoin is not a setting",
                "PROBLEM  tokens: the keys of http://127.0.0.1:1 cannot be read",
                "PROBLEM  collations: of another version than when the indexes were made: \"und-x-icu\"",
                "warning  durability: synchronous_commit is off",
                "warning  time limits: idle_session_timeout is 10min",
                "warning  connections: a process of the service opens at most 48, and 20 are allowed",
                "warning  change log: ",
                "warning  due articles: 1 became public or expired since 2026-01-15 12:00:00Z",
                "REINDEX DATABASE",
            ],
            expected => Assert.Contains(expected, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_database_the_other_checks_still_run()
    {
        var run = await RunAsync("Host=127.0.0.1;Port=1", [], "--url", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ok       settings: ", run.Output, StringComparison.Ordinal);
        Assert.Matches("PROBLEM +database: The PostgreSQL at 127.0.0.1:1.* Start that server", run.Output);
        Assert.Matches("PROBLEM +service: Connection refused", run.Output);
        Assert.DoesNotContain("WebSockets", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_migrations_it_says_so_and_changes_nothing()
    {
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        await database.ExecuteAsync("drop schema public cascade; create schema public");

        var run = await RunAsync(database.ConnectionString, []);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"PROBLEM +migrations: \d+ are not applied", run.Output);
        Assert.Contains("change log: cannot be checked before the migrations are applied", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task A_pooler_in_transaction_mode_is_recognised()
    {
        await using var pooler = await PgBouncer.StartAsync(server.Database.ConnectionString, "transaction", sessions: 5);
        var run = await RunAsync(pooler.ConnectionString, []);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("PROBLEM +sessions: ConnectionStrings__News leads to a pooler", run.Output);
    }

    [Fact]
    public async Task A_proxy_that_buffers_event_streams_and_drops_upgrades_is_recognised()
    {
        using var proxy = await ReverseProxy.StartAsync(
            "nginx",
            """
            server {
              listen 8080;
              location / { proxy_pass http://127.0.0.1:5080; proxy_ignore_headers X-Accel-Buffering; }
            }
            """,
            server.Address,
            server.Address);
        await using var other = new TestDatabase(postgres);
        await other.InitializeAsync();
        await other.ExecuteAsync("update wire_head set epoch = epoch + 1");

        var run = await RunAsync(
            other.ConnectionString, new() { ["NewsApi__Live__Heartbeat"] = "1" }, "--url", proxy.Address.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("ok +service: ready at ", run.Output);
        Assert.Matches("PROBLEM +service's database: another one", run.Output);
        Assert.Matches("PROBLEM +event streams: are held back", run.Output);
        Assert.Matches("PROBLEM +WebSockets: do not pass", run.Output);
    }

    private static async Task<VerbRun> RunAsync(
        string connectionString, Dictionary<string, string> settings, params string[] options)
    {
        using var folder = new DataFolder();
        using var run = NewsApiProcess.Start(folder.Path, ["doctor", .. options], environment: variables =>
        {
            variables["ConnectionStrings__News"] = connectionString;
            variables["NewsApi__DatabaseWait"] = "0";
            foreach (var (name, value) in settings)
            {
                variables[name] = value;
            }
        });
        return new VerbRun(await run.ExitCodeAsync(Limit), run.Output);
    }
}
