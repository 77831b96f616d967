using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The disk with the tables of PostgreSQL is full, and has space again later.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FullDiskTests(TestPostgres any)
{
    private const int Megabytes = 64;
    private const int LargeText = 400_000; // characters

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_are_rejected_as_a_whole_reads_continue_and_everything_works_when_there_is_space_again()
    {
        // A server of its own, because a checkpoint fails on it as long as the disk is full.
        await using var postgres = await OwnPostgres.CreateAsync();
        await using var disk = await SmallDisk.MountAsync(
            Megabytes, Assert.IsType<string>(await postgres.AskAsync("show data_directory")));
        await postgres.AskAsync($"create tablespace small location '{disk.Data}'");
        await MoveAsync(postgres);
        await using (var database = NpgsqlDataSource.Create(postgres.ConnectionString))
        await using (var server = await TestServer.StartAsync(any, "--ConnectionStrings:News", postgres.ConnectionString))
        {
            await CheckAsync(server, database, disk);
        }

        await postgres.StopAsync("INT");
    }

    private static async Task CheckAsync(TestServer server, NpgsqlDataSource database, SmallDisk disk)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var stream = await EventStreamClient.OpenAsync(server.Client, "subscription { articlePublished { article { headline } } }");
        await AssertPublishedAsync(editor, stream, "Before");

        disk.Fill();
        var saved = 1L;
        var (status, retryAfter, result) = await CreateAsync(editor);
        for (; status == HttpStatusCode.OK; saved++)
        {
            // The files of the tables still have some free pages.
            (status, retryAfter, result) = await CreateAsync(editor);
        }

        AssertFull(status, retryAfter, result);
        Assert.Contains("\"SERVICE_UNAVAILABLE\"", result, StringComparison.Ordinal);
        var item = Item("Too large", RandomNumberGenerator.GetHexString(LargeText));
        using (var ingest = await editor.PostAsJsonAsync("ingest/ninjs", item, Token))
        {
            var lines = await ingest.Content.ReadAsStringAsync(Token);
            AssertFull(ingest.StatusCode, ingest.Headers.RetryAfter, lines);
            Assert.Contains("\"STOPPED\"", lines, StringComparison.Ordinal);
        }

        // Nothing is half written, and reads go on.
        Assert.Equal(saved, await ScalarAsync<long>(database, "select count(*) from article"));
        Assert.Equal(saved, await ScalarAsync<long>(database, "select count(distinct subject_id) from wire_change where kind = 1"));
        Assert.Equal(saved, await ScalarAsync<long>(database, "select position from wire_head"));
        var page = await server.QueryAsync("{ articles(first: 5) { totalCount nodes { headline body } } }");
        Assert.Equal(1, page.GetProperty("articles").GetProperty("totalCount").GetInt32());
        using (var ready = await server.Client.GetAsync(new Uri("health/ready", UriKind.Relative), Token))
        {
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        disk.Free();
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(editor)).Status);
        await AssertPublishedAsync(editor, stream, "After");
    }

    private static void AssertFull(HttpStatusCode status, object? retryAfter, string result)
    {
        // Without Retry-After, because only an operator can help.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Null(retryAfter);
        Assert.Contains("The database is full, so nothing was written", result, StringComparison.Ordinal);
    }

    private static async Task AssertPublishedAsync(HttpClient editor, EventStreamClient stream, string headline)
    {
        using var answer = await editor.PostAsJsonAsync("ingest/ninjs", Item(headline, "A text"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var next = await stream.NextAsync();
        Assert.NotNull(next);
        Assert.Equal(headline, next.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    private static object Item(string headline, string body) => new
    {
        uri = $"urn:test:disk:{headline}",
        pubStatus = "usable",
        language = "en",
        headlines = new[] { new { value = headline } },
        bodies = new[] { new { value = body, contentType = "text/plain" } },
    };

    private static async Task<(HttpStatusCode Status, object? RetryAfter, string Result)> CreateAsync(HttpClient editor)
    {
        var query = """mutation($body: String) { createArticle(input: { headline: "Large", language: "en", body: $body }) { cursor } }""";
        using var answer = await editor.PostAsJsonAsync(
            "graphql", new { query, variables = new { body = RandomNumberGenerator.GetHexString(LargeText) } }, Token);
        return (answer.StatusCode, answer.Headers.RetryAfter, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Moves the tables to the disk. A database cannot move while a session uses it.</summary>
    private static async Task MoveAsync(OwnPostgres postgres)
    {
        var address = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        var name = address.Database;
        address.Database = "postgres";
        await using var other = NpgsqlDataSource.Create(address);
        await Poll.RetryAsync<int, PostgresException>(async () =>
        {
            await using var command = other.CreateCommand($"alter database {name} set tablespace small");
            return await command.ExecuteNonQueryAsync(Token);
        });
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Assert.IsType<T>(await command.ExecuteScalarAsync(Token));
    }
}
