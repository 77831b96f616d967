using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Host.Cli;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The service through PgBouncer in transaction mode, with the second connection string for sessions.</summary>
[Trait("Needs", "Proxies")]
[UnsupportedOSPlatform("windows")]
public sealed class PoolerTests(TestPostgres postgres)
{
    private const int Sessions = 3;
    private const int Callers = 12;
    private const int Operations = 1_000;

    private const string Subscription = "subscription { articlePublished { article { headline } } }";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_mixed_operations_of_two_services_share_three_sessions_without_a_failure()
    {
        var direct = await postgres.CreateMigratedAsync(Token);
        await using var pooler = await PgBouncer.StartAsync(direct, "transaction", Sessions);
        string[] settings = ["--ConnectionStrings:News", pooler.ConnectionString, "--ConnectionStrings:Session", direct];
        await using var first = await TestServer.StartAsync(postgres, [.. settings, "--NewsApi:Linking", "true"]);
        await using var second = await TestServer.StartAsync(postgres, settings);
        using var editor = await first.ClientOfAsync(Role.Editor);
        using var other = await second.ClientOfAsync(Role.Editor);
        using var stream = await EventStreamClient.OpenAsync(second.Client, Subscription);

        var failures = new ConcurrentQueue<string>();
        await Parallel.ForAsync(0, Operations, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Token },
            async (i, _) =>
            {
                var (server, client) = i % 2 == 0 ? (first, editor) : (second, other);
                var answer = await server.PostAsync(Mixed(i), client: i % 10 == 0 ? client : null);
                if (answer.TryGetProperty("errors", out var errors))
                {
                    failures.Enqueue($"{Mixed(i)}\n{errors}");
                }
            });

        Assert.Empty(failures);
        var created = await first.PostAsync(Mixed(0), client: editor);
        await PublishAsync(first, editor, created);
        await NextAsync(stream);

        // What a session of PostgreSQL keeps would reach the next client.
        await using var plain = NpgsqlDataSource.Create($"{pooler.ConnectionString};No Reset On Close=true");
        await using var state = plain.CreateCommand(
            """
            select current_setting('default_transaction_read_only') || current_setting('default_transaction_isolation')
              || current_setting('jit') || current_setting('lock_timeout') || (select count(*) from pg_prepared_statements)
              || (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
            """);
        await using var unused = NpgsqlDataSource.Create(direct);
        await using var initial = unused.CreateCommand(state.CommandText);
        var expected = await initial.ExecuteScalarAsync(Token);
        for (var i = 0; i < Sessions * 2; i++)
        {
            Assert.Equal(expected, await state.ExecuteScalarAsync(Token));
        }
    }

    [Fact]
    public async Task The_verbs_work_through_the_pooler()
    {
        var direct = await postgres.CreateAsync("encoding 'UTF8' template template0", Token);
        await using var pooler = await PgBouncer.StartAsync(direct, "transaction", Sessions);
        var samples = Path.Combine(AppContext.BaseDirectory, "SampleContent");
        string[][] verbs =
        [
            ["migrate"], ["import", Path.Combine(samples, "articles.ndjson")], ["keys", "create", "desk", "--role", "editor"],
            ["wire", "reset"], ["status"],
        ];
        foreach (var verb in verbs)
        {
            var run = await VerbRun.ThroughAsync(pooler.ConnectionString, direct, verb);
            Assert.True(run.ExitCode == 0, $"{string.Join(' ', verb)}: {run.Output}");
        }
    }

    [Fact]
    public async Task A_pooler_in_transaction_mode_without_a_string_for_sessions_ends_the_start_with_one_sentence()
    {
        var direct = await postgres.CreateMigratedAsync(Token);
        await using var pooler = await PgBouncer.StartAsync(direct, "transaction", Sessions);

        var run = await VerbRun.OnAsync(pooler.ConnectionString, "serve", "--urls", "http://127.0.0.1:0");
        AssertOneSentence(run, "ConnectionStrings__News leads to a pooler");
        Assert.Contains("Set ConnectionStrings__Session", run.Output, StringComparison.Ordinal);
        AssertOneSentence(
            await VerbRun.ThroughAsync(pooler.ConnectionString, pooler.ConnectionString, "status"), "ConnectionStrings__Session leads to");
    }

    [Fact]
    public async Task Connection_strings_to_different_databases_end_the_start_with_one_sentence()
    {
        var (one, other) = (await postgres.CreateMigratedAsync(Token), await postgres.CreateMigratedAsync(Token));
        AssertOneSentence(await VerbRun.ThroughAsync(one, other, "status"), "lead to different databases");
    }

    [Fact]
    public async Task A_startup_parameter_that_the_pooler_does_not_know_is_named_with_the_remedy()
    {
        var direct = await postgres.CreateMigratedAsync(Token);
        await using var pooler = await PgBouncer.StartAsync(direct, "transaction", Sessions);
        var options = new NpgsqlConnectionStringBuilder(pooler.ConnectionString) { Options = "-c jit=off" };
        AssertOneSentence(await VerbRun.ThroughAsync(options.ConnectionString, direct, "status"), "ignore_startup_parameters");
    }

    [Fact]
    public async Task A_pooler_in_session_mode_needs_no_second_connection_string()
    {
        var direct = await postgres.CreateMigratedAsync(Token);
        await using var pooler = await PgBouncer.StartAsync(direct, "session", sessions: 30);
        await using var server = await TestServer.StartAsync(postgres, "--ConnectionStrings:News", pooler.ConnectionString);
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var stream = await EventStreamClient.OpenAsync(server.Client, Subscription);

        await PublishAsync(server, editor, await server.PostAsync(Mixed(0), client: editor));
        await NextAsync(stream);
    }

    private static async Task PublishAsync(TestServer server, HttpClient editor, JsonElement created)
    {
        var id = created.GetProperty("data").GetProperty("createArticle").GetProperty("article").GetProperty("id").GetString();
        var answer = await server.PostAsync($$"""mutation { publishArticle(input: { id: "{{id}}" }) { cursor } }""", client: editor);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
    }

    private static async Task NextAsync(EventStreamClient stream)
    {
        var next = await stream.NextAsync();
        Assert.NotNull(next);
        Assert.Equal("Article 0", next.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    private static void AssertOneSentence(VerbRun run, string expected)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.Output.Split('\n'), l => l.StartsWith("newsapi: ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    private static string Mixed(int i) => (i % 10) switch
    {
        0 => $$"""
            mutation { createArticle(input: { headline: "Article {{i.ToString(CultureInfo.InvariantCulture)}}", language: "en", body: "<p>Text</p>" }) {
              article { id } cursor errors { __typename } } }
            """,
        1 => "{ articles(first: 5) { totalCount nodes { headline people { name } topics { name } } } }",
        2 => $$"""{ articles(first: 3, where: { search: "article {{i.ToString(CultureInfo.InvariantCulture)}}" }) { nodes { headline } } }""",
        3 => "{ people(first: 5) { nodes { name articles(first: 2) { nodes { headline } } } } }",
        4 => "{ articles(first: 1) { facets { topics { count topic { name } } sections { value count } } } }",
        5 => """{ suggest(text: "art") { __typename } }""",
        _ => $$"""{ articles(first: {{(1 + (i % 7)).ToString(CultureInfo.InvariantCulture)}}) { nodes { headline status publishedAt } } }""",
    };
}
