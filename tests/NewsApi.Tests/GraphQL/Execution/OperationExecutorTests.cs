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
}
