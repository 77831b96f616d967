using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

/// <summary>An empty list is a value in every argument that takes a list; an invalid item of a list makes only that item null.</summary>
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
    public async Task An_empty_list_is_accepted_in_every_argument(string document, string expected)
    {
        await PublishAsync();
        Assert.Equal(expected, (await server.QueryAsync(document)).GetRawText());
    }

    [Fact]
    public async Task A_malformed_id_is_null_with_an_error_and_the_rest_of_the_answer_is_complete()
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
    public async Task A_malformed_id_has_the_same_null_and_error_path_beside_introspection()
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
