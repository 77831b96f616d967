using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

public sealed class OperationExecutorTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("mutation { publish }")]
    [InlineData("subscription { published }")]
    public async Task An_unknown_mutation_or_subscription_gets_status_400(string query)
    {
        using var response = await server.Client.PostAsJsonAsync("graphql", new { query }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.False(result.TryGetProperty("data", out _));
        Assert.Single(result.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task Queries_fail_without_details_after_connections_are_cut_and_then_succeed_again()
    {
        await server.QueryAsync("{ wire { cursor } }");
        await server.Database.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

        var failed = 0;
        JsonElement result;
        do
        {
            result = await server.PostAsync("{ articles { totalCount } }");
            foreach (var error in result.TryGetProperty("errors", out var errors) ? errors.EnumerateArray() : default)
            {
                Assert.Equal("The database cannot be reached at the moment. Try again in a few seconds.", error.GetProperty("message")
                    .GetString());
                failed++;
            }
        }
        while (result.GetProperty("data").GetProperty("articles").ValueKind == JsonValueKind.Null && failed < 100);

        Assert.InRange(failed, 1, 99);
    }
}
