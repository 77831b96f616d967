using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Answers;

/// <summary>Every root field of an operation is planned before the first of them reads or writes.</summary>
public sealed class FieldRunnerTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task No_mutation_of_an_operation_writes_if_the_selection_of_one_is_rejected()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var before = await server.Database.ScalarAsync<long>("select position from wire_head");

        // The lists below the first mutation may return so many items that nothing is left for the second.
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
        Assert.Equal(("b", "HC0047"),
            (error.GetProperty("path")[0].GetString(), error.GetProperty("extensions").GetProperty("code").GetString()));
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
}
