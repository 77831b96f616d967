using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Answers;

/// <summary>Every root field of an operation is planned before the first of them reads or writes.</summary>
public sealed class FieldRunnerTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task No_mutation_of_an_operation_writes_if_the_operation_costs_too_much()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var before = await server.Database.ScalarAsync<long>("select position from wire_head");

        var result = await server.PostAsync(
            """
            mutation {
              a: createArticle(input: { headline: "First", language: "en" }) { article { topics { articles(first: 50) { nodes {
                topics { articles(first: 50) { nodes { topics { articles(first: 50) { totalCount } } } } } } } } } }
              b: createArticle(input: { headline: "Second", language: "en" }) { article { id } }
            }
            """,
            client: editor);

        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal("HC0047", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.False(result.TryGetProperty("data", out _));
        Assert.Equal(before, await server.Database.ScalarAsync<long>("select position from wire_head"));
    }

    [Fact]
    public async Task A_field_that_cannot_be_planned_is_null_and_the_other_fields_have_values()
    {
        var result = await server.PostAsync("""{ wire { cursor } node(id: "rubbish") { id } articles { totalCount } }""");

        Assert.Equal("node", Assert.Single(result.GetProperty("errors").EnumerateArray()).GetProperty("path")[0].GetString());
        var data = result.GetProperty("data");
        Assert.Equal(JsonValueKind.Null, data.GetProperty("node").ValueKind);
        Assert.Equal(JsonValueKind.Number, data.GetProperty("articles").GetProperty("totalCount").ValueKind);
        Assert.Equal(JsonValueKind.String, data.GetProperty("wire").GetProperty("cursor").ValueKind);
    }

    [Fact]
    public async Task A_mistake_of_the_client_after_a_saved_mutation_has_status_400_and_shows_what_was_saved()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var response = await editor.PostAsJsonAsync(
            "/graphql",
            new
            {
                query = """
                    mutation {
                      a: createArticle(input: { headline: "Saved before a mistake", language: "en" }) { cursor }
                      b: publishArticle(input: { id: "UGVyc29uOjE=" }) { cursor }
                    }
                    """,
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors");
        Assert.Equal(
            ["b HC0001", "a CHANGE_SAVED"],
            errors.EnumerateArray().Select(e => $"{e.GetProperty("path")[0]} {e.GetProperty("extensions").GetProperty("code")}"));
    }
}
