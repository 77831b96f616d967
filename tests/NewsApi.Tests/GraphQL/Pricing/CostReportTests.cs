using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>The header <c>GraphQL-Cost</c>, and the rejection of an operation that costs too much.</summary>
public sealed class CostReportTests(TestServer server) : IClassFixture<TestServer>
{
    private const string TooMuch = "{ topics(first: 50) { nodes { articles(first: 18) { nodes { related(first: 1) { id } } } } } }";

    private const string Query = "query($first: Int) { articles(first: $first) { nodes { id } } }";

    [Theory]
    [InlineData("report")]
    [InlineData("Report")]
    public async Task A_report_adds_the_cost_to_the_answer(string mode)
    {
        var (status, answer) = await SendAsync(mode, Query, new { first = 3 });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer.TryGetProperty("data", out _));
        Assert.Equal("""{"operationCost":{"fieldCost":11,"typeCost":5}}""", answer.GetProperty("extensions").GetRawText());
    }

    [Fact]
    public async Task A_report_comes_with_introspection_and_with_errors_too()
    {
        foreach (var query in new[] { "{ __typename __schema { queryType { name } } }", "{ node(id: \"x\") { id } }" })
        {
            var (_, answer) = await SendAsync("report", query);
            Assert.True(answer.GetProperty("extensions").GetProperty("operationCost").GetProperty("fieldCost").GetDouble() > 0);
        }
    }

    [Fact]
    public async Task A_validation_runs_nothing_and_answers_only_the_cost()
    {
        var (status, answer) = await SendAsync("validate", Query, new { first = 50 });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"extensions":{"operationCost":{"fieldCost":11,"typeCost":52}}}""", answer.GetRawText());

        // Even of an operation that is not allowed, and of a subscription.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("validate", TooMuch)).Status);
        (_, answer) = await SendAsync("validate", "subscription { articlePublished { article { id } } }");
        Assert.Equal(11, answer.GetProperty("extensions").GetProperty("operationCost").GetProperty("fieldCost").GetDouble());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Another_value_of_the_header_is_ignored(string mode)
    {
        var (_, answer) = await SendAsync(mode, Query);
        Assert.True(answer.TryGetProperty("data", out _));
        Assert.False(answer.TryGetProperty("extensions", out _));
    }

    [Fact]
    public async Task An_operation_that_costs_too_much_is_rejected_before_it_reads()
    {
        using var statements = new StatementLog(server.Database);
        var (status, answer) = await SendAsync("report", TooMuch);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False(answer.TryGetProperty("data", out _));
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("The maximum allowed field cost was exceeded.", error.GetProperty("message").GetString());
        var extensions = error.GetProperty("extensions");
        Assert.Equal(
            ("HC0047", 27561d, 25000),
            (extensions.GetProperty("code").GetString(), extensions.GetProperty("fieldCost").GetDouble(),
                extensions.GetProperty("maxFieldCost").GetInt32()));
        Assert.Equal(27561, answer.GetProperty("extensions").GetProperty("operationCost").GetProperty("fieldCost").GetDouble());

        Assert.Empty(statements.RoundTrips);

        (_, answer) = await SendAsync("", "{ topics(first: 50) { nodes { narrower { narrower { narrower { id } } } } } }");
        error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("The maximum allowed type cost was exceeded.", error.GetProperty("message").GetString());
        Assert.Equal(25000, error.GetProperty("extensions").GetProperty("maxTypeCost").GetInt32());
        Assert.Equal(421052, error.GetProperty("extensions").GetProperty("typeCost").GetDouble());
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string mode, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("GraphQL-Cost", mode);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
