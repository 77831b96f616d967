using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The connections in the pools die, as in a fast restart or a failover; the server responds.</summary>
public sealed class DeadConnectionTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Page = "{ articles(first: 3) { totalCount nodes { headline topics { name } } } }";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_and_readiness_check_succeeds_although_all_idle_connections_are_dead()
    {
        using var reader = await server.ClientOfAsync(Role.Reader);
        await server.Newsroom.PublishAsync("A headline");
        string[] queries = [Page, "{ wire { cursor } }", """{ article(slug: "not-there") { headline } }""", "{ sections { name } }"];
        foreach (var query in queries)
        {
            await KillAsync();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AssertAnswersAsync(reader, query)));
            await AssertAnswersAsync(server.Client, query);
        }

        await KillAsync();
        using var ready = await server.Client.GetAsync(new Uri("health/ready", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task A_mutation_after_the_connections_died_is_committed_once_and_read_back()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        for (var i = 0; i < 3; i++)
        {
            await KillAsync();
            var headline = $"Written over dead connections {i}";
            var result = await server.PostAsync(
                $$"""mutation { createArticle(input: { headline: "{{headline}}", language: "en" }) { article { headline } cursor } }""",
                client: editor);
            Assert.False(result.TryGetProperty("errors", out var errors), errors.ToString());
            Assert.Equal(headline, result.GetProperty("data").GetProperty("createArticle").GetProperty("article")
                .GetProperty("headline").GetString());
            Assert.Equal(1L, await server.Database.ScalarAsync<long>($"select count(*) from article where headline = '{headline}'"));
        }
    }

    private static async Task AssertAnswersAsync(HttpClient client, string query)
    {
        using var answer = await client.PostAsJsonAsync("graphql", new { query }, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        Assert.False(JsonDocument.Parse(text).RootElement.TryGetProperty("errors", out _), text);
    }

    private async Task KillAsync()
    {
        // Several idle connections in each pool first.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.QueryAsync(Page)));
        Assert.True(await server.Database.ScalarAsync<long>(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()") > 2);
    }
}
