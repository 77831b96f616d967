using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Declaring;

/// <summary>An id given as a number is read as text. A malformed id is rejected with a message.</summary>
public sealed class IdTypeTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("query($i: ID) { node(id: $i) { id } }", """{"i":1}""")]
    [InlineData("query($i: ID) { article(id: $i) { id } }", """{"i":123456789012345678901234567890}""")]
    [InlineData("query($i: ID) { articles(where: { id: { eq: $i } }) { totalCount } }", """{"i":7}""")]
    [InlineData("query($i: [ID]) { articles(where: { id: { in: $i } }) { totalCount } }", """{"i":[7]}""")]
    [InlineData("query($i: ID) { topics(where: { within: $i }) { totalCount } }", """{"i":-1}""")]
    [InlineData("{ article(id: 5) { id } }", "{}")]
    [InlineData("{ places(where: { directlyWithin: { id: { eq: 5 } } }) { totalCount } }", "{}")]
    public async Task A_number_given_as_an_id_is_rejected_as_a_malformed_id(string document, string variables)
    {
        var asked = document.Replace("$i: ID)", "$i: ID!)", StringComparison.Ordinal);
        var result = await server.PostAsync(asked, JsonSerializer.Deserialize<JsonElement>(variables));
        AssertMalformed(result.GetProperty("errors")[0]);
    }

    [Theory]
    [InlineData("deletePerson")]
    [InlineData("publishArticle")]
    [InlineData("deleteDraft")]
    public async Task A_number_given_as_the_id_of_a_mutation_is_rejected_as_a_malformed_id(string mutation)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        foreach (var id in (string[])["5", "\"5\""])
        {
            var result = await server.PostAsync($"mutation {{ {mutation}(input: {{ id: {id} }}) {{ cursor }} }}", client: editor);
            AssertMalformed(result.GetProperty("errors")[0]);
        }
    }

    private static void AssertMalformed(JsonElement error)
    {
        Assert.Equal("HC0001", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains("invalid format", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
