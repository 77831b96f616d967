using System.Text.Json;
using GraphQL.Types;
using NewsApi.GraphQL.Types;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary>Lists of a connection are never null, and a field that is rejected costs its own place and no list.</summary>
public sealed class ConnectionTypesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public void Nodes_edges_and_their_items_are_never_null()
    {
        var connections = new NewsSchema().AllTypes.OfType<IObjectGraphType>()
            .Where(t => t.Name.EndsWith("Connection", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, connections.Length);
        foreach (var name in new[] { "nodes", "edges" })
        {
            Assert.All(connections, c => Assert.Matches(@"^\[\w+!\]!$", c.Fields.Single(f => f.Name == name).ResolvedType?.ToString()));
        }
    }

    [Theory]
    [InlineData("articles(first: 51) { nodes { id } }")]
    [InlineData("""articles(after: "x") { edges { cursor } }""")]
    [InlineData("articles(order: { relevance: DESC }) { totalCount }")]
    [InlineData("articles { facets { topics(first: 401) { count } } }")]
    [InlineData("articles { timeline(first: -1) { count } }")]
    [InlineData("""articles(where: { id: { eq: "x" } }) { totalCount }""")]
    public async Task A_rejected_list_in_a_list_costs_itself_alone(string rejected)
    {
        await server.Newsroom.PublishAsync("Ferry sails", TestNewsroom.Topic("Ports"));
        foreach (var beside in new[] { "", " __schema { description }" })
        {
            var result = await server.PostAsync($"{{ topics(first: 1) {{ nodes {{ name {rejected} }} }}{beside} }}");
            var topic = Assert.Single(result.GetProperty("data").GetProperty("topics").GetProperty("nodes").EnumerateArray());
            Assert.Equal("Ports", topic.GetProperty("name").GetString());
            Assert.Equal(JsonValueKind.Null, topic.GetProperty("articles").ValueKind);
            Assert.Equal("""["topics","nodes",0,"articles"]""", Assert.Single(result.GetProperty("errors").EnumerateArray())
                .GetProperty("path").GetRawText());
        }
    }

    [Fact]
    public async Task Too_many_related_articles_cost_their_own_place()
    {
        await server.Newsroom.PublishAsync("Ferry sails", TestNewsroom.Topic("Ports"));
        var result = await server.PostAsync("{ articles(first: 1) { nodes { headline related(first: 21) { id } } } }");
        var article = Assert.Single(result.GetProperty("data").GetProperty("articles").GetProperty("nodes").EnumerateArray());
        Assert.Equal(("Ferry sails", JsonValueKind.Null),
            (article.GetProperty("headline").GetString(), article.GetProperty("related").ValueKind));
    }
}
