using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Hosting;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The connection to PostgreSQL is lost during a commit, or right after it.</summary>
public sealed class LostCommitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // With the zero at its end, because a transaction begins with "READ COMMITTED".
    private const string Commit = "COMMIT\0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_a_success_because_the_log_has_the_change()
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var service = await StartAsync(proxy.ConnectionString);
        using var editor = await EditorAsync(service);
        proxy.CutNext(Commit, forward: true, of: "Committed without an answer");

        var (status, result) = await CreateAsync(editor, "Committed without an answer");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(result.TryGetProperty("errors", out var errors), errors.ToString());
        Assert.NotNull(result.GetProperty("data").GetProperty("createArticle").GetProperty("cursor").GetString());
        Assert.Equal(1, await CountAsync("Committed without an answer"));
    }

    [Fact]
    public async Task The_outcome_of_a_lost_commit_is_sought_beyond_the_time_limit_of_the_operation()
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var service = await StartAsync(proxy.ConnectionString, timeLimit: 2);
        using var editor = await EditorAsync(service);
        proxy.CutNext(Commit, forward: true, refuseAfterwards: true, of: "Committed at the time limit");

        var begin = Stopwatch.GetTimestamp();
        var answering = CreateAsync(editor, "Committed at the time limit");
        await Poll.UntilAsync(() => Stopwatch.GetElapsedTime(begin) > TimeSpan.FromSeconds(2.3));
        proxy.Accept();
        var (status, result) = await answering;

        // The time for reading it back is over, so the response has only the cursor.
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("CHANGE_SAVED", CodeOf(result));
        Assert.NotNull(result.GetProperty("data").GetProperty("createArticle").GetProperty("cursor").GetString());
        Assert.Equal(1, await CountAsync("Committed at the time limit"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_that_never_arrived_gets_503_because_nothing_was_written(bool ingests)
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var service = await StartAsync(proxy.ConnectionString);
        using var editor = await EditorAsync(service);
        var headline = $"Never committed {ingests}";
        proxy.CutNext(Commit, forward: false, of: headline);

        var (status, result) = await WriteAsync(editor, headline, ingests);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("SERVICE_UNAVAILABLE", CodeOf(result));
        Assert.Equal(0, await CountAsync(headline));
    }

    [Theory]
    [InlineData(true, false, 30)]
    [InlineData(false, false, 2)]
    [InlineData(true, true, 30)]
    public async Task A_commit_whose_outcome_cannot_be_asked_for_is_reported_as_unknown(bool arrives, bool ingests, int timeLimit)
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var service = await StartAsync(proxy.ConnectionString, timeLimit);
        using var editor = await EditorAsync(service);
        proxy.CutNext(Commit, forward: arrives, refuseAfterwards: true, of: $"Unknown {arrives} {ingests}");

        var (status, result) = await WriteAsync(editor, $"Unknown {arrives} {ingests}", ingests);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("OUTCOME_UNKNOWN", CodeOf(result));
        Assert.DoesNotContain("Try again", result.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(arrives ? 1 : 0, await CountAsync($"Unknown {arrives} {ingests}"));
    }

    [Fact]
    public async Task A_committed_change_that_cannot_be_read_back_is_reported_as_saved_with_its_cursor()
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var service = await StartAsync(proxy.ConnectionString);
        using var editor = await EditorAsync(service);

        // The first statement of the read-back finds a dead connection, and no new one is accepted.
        proxy.CutNext("from wire_head head, (", forward: false, refuseAfterwards: true);
        var (status, result) = await CreateAsync(editor, "Saved and not read");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("CHANGE_SAVED", CodeOf(result));
        var payload = result.GetProperty("data").GetProperty("createArticle");
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("article").ValueKind);
        var cursor = payload.GetProperty("cursor").GetString();
        Assert.NotNull(cursor);
        Assert.Equal(cursor, result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("cursor").GetString());
        Assert.DoesNotContain("Try again", result.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await CountAsync("Saved and not read"));
    }

    [Fact]
    public async Task A_failed_mutation_does_not_hide_that_an_earlier_one_of_the_operation_was_saved()
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var service = await StartAsync(proxy.ConnectionString);
        using var editor = await EditorAsync(service);

        // Only the second mutation has this text.
        proxy.CutNext("The second of two", forward: false, refuseAfterwards: true);
        using var answer = await editor.PostAsJsonAsync("graphql", new
        {
            query = """
                mutation {
                  a: createArticle(input: { headline: "The first of two", language: "en" }) { cursor }
                  b: createArticle(input: { headline: "The second of two", language: "en" }) { cursor }
                }
                """,
        }, Token);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var saved = Assert.Single(result.GetProperty("errors").EnumerateArray(), e =>
            e.GetProperty("extensions").GetProperty("code").GetString() == "CHANGE_SAVED");
        Assert.Equal("a", saved.GetProperty("path")[0].GetString());
        Assert.NotNull(saved.GetProperty("extensions").GetProperty("cursor").GetString());
        Assert.Equal((1L, 0L), (await CountAsync("The first of two"), await CountAsync("The second of two")));
    }

    private static string? CodeOf(JsonElement result) =>
        result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    private static Task<NewsService> StartAsync(string connectionString, int timeLimit = 30) => NewsService.StartAsync(
        [
            "--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", connectionString, "--NewsApi:Linking", "false",
            "--Logging:LogLevel:Default", "Critical", "--NewsApi:Operations:Timeout", $"{timeLimit}",
        ],
        Token);

    private async Task<HttpClient> EditorAsync(NewsService service)
    {
        var made = await service.Services.GetRequiredService<ApiKeys>().CreateAsync($"{Guid.NewGuid()}", Role.Editor, null, Token);
        var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Assert.IsType<CreatedKey.Created>(made).Secret);

        // First mutations, so that the pools have connections and the key is known.
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync(client, $"First {Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(client, $"First {Guid.NewGuid()}", ingests: true)).Status);
        return client;
    }

    private static Task<(HttpStatusCode Status, JsonElement Result)> CreateAsync(HttpClient editor, string headline) =>
        WriteAsync(editor, headline, ingests: false);

    private static async Task<(HttpStatusCode Status, JsonElement Result)> WriteAsync(HttpClient editor, string headline, bool ingests)
    {
        var input = ingests
            ? $$"""ingestNinjs(input: { document: { uri: "urn:{{Guid.NewGuid()}}", type: "text", headline: "{{headline}}", language: "en" } })"""
            : $$"""createArticle(input: { headline: "{{headline}}", language: "en" })""";
        using var answer = await editor.PostAsJsonAsync(
            "graphql", new { query = $$"""mutation { {{input}} { article { headline } cursor } }""" }, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    private Task<long> CountAsync(string headline) =>
        database.ScalarAsync<long>($"select count(*) from article where headline = '{headline}'");
}
