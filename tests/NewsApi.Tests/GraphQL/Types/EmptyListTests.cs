using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

/// <summary>An empty list is a value in every argument that takes a list; a bad item of a list costs its own place.</summary>
public sealed class EmptyListTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Malformed = "x";

    [Theory]
    [InlineData("{ articles(first: 1) { nodes { mentions(kinds: []) { kind } } } }", """{"articles":{"nodes":[{"mentions":[]}]}}""")]
    [InlineData(
        "{ articles(first: 1) { nodes { mentions(kinds: []) { kind } people { name } } } }",
        """{"articles":{"nodes":[{"mentions":[],"people":[{"name":"Ada"}]}]}}""")]
    [InlineData("{ nodes(ids: []) { id } }", """{"nodes":[]}""")]
    [InlineData("{ articles(where: { headline: { in: [] } }) { totalCount } }", """{"articles":{"totalCount":0}}""")]
    [InlineData("{ articles(where: { headline: { nin: [] } }) { totalCount } }", """{"articles":{"totalCount":1}}""")]
    [InlineData("{ articles(where: { id: { in: [] } }) { totalCount } }", """{"articles":{"totalCount":0}}""")]
    [InlineData("{ articles(where: { status: { in: [] } }) { totalCount } }", """{"articles":{"totalCount":0}}""")]
    [InlineData("{ articles(order: []) { totalCount } }", """{"articles":{"totalCount":1}}""")]
    public async Task An_empty_list_is_answered(string document, string expected)
    {
        await PublishAsync();
        Assert.Equal(expected, (await server.QueryAsync(document)).GetRawText());
    }

    [Fact]
    public async Task An_id_that_is_none_costs_its_own_place_and_leaves_the_rest_of_the_answer()
    {
        await PublishAsync();
        var articles = (await server.QueryAsync("{ articles { nodes { id } } }")).GetProperty("articles");
        var id = articles.GetProperty("nodes")[0].GetProperty("id").GetString();
        using var response = await server.Client.PostAsJsonAsync(
            "graphql",
            new { query = $$"""{ nodes(ids: ["{{Malformed}}", "{{id}}"]) { id } articles(first: 1) { totalCount } }""" },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal($$$"""{"nodes":[null,{"id":"{{{id}}}"}],"articles":{"totalCount":1}}""", result.GetProperty("data").GetRawText());
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal("""["nodes",0]""", error.GetProperty("path").GetRawText());
        Assert.Contains($"`{Malformed}`", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_of_a_bad_id_is_the_same_beside_introspection()
    {
        var result = await server.PostAsync($$"""{ __schema { description } nodes(ids: ["{{Malformed}}"]) { id } }""");
        Assert.Equal("[null]", result.GetProperty("data").GetProperty("nodes").GetRawText());
        Assert.Equal("""["nodes",0]""", result.GetProperty("errors")[0].GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task More_ids_than_are_allowed_are_rejected_before_anything_runs()
    {
        var ids = string.Join(", ", Enumerable.Repeat("\"x\"", 51));
        using var response = await server.Client.PostAsJsonAsync(
            "graphql",
            new { query = $"{{ nodes(ids: [{ids}]) {{ id }} articles {{ totalCount }} }}" },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.False(result.TryGetProperty("data", out _));
        Assert.Equal("HC0076", result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private async Task PublishAsync()
    {
        if ((await server.QueryAsync("{ articles { totalCount } }")).GetProperty("articles").GetProperty("totalCount").GetInt32() == 0)
        {
            await server.Newsroom.PublishAsync("Empty", TestNewsroom.Person("Ada"));
        }
    }
}
