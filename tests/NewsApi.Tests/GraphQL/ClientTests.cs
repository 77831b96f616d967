using System.Globalization;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL;

/// <summary>The clients that front ends use, each with its own paging and without code of this project, against the real service.</summary>
[Trait("Needs", "Node")]
public sealed class ClientTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const int Count = 37;

    public async ValueTask InitializeAsync()
    {
        var newsroom = new TestNewsroom(server.Database.Database);
        if ((await server.QueryAsync("{ articles { totalCount } }")).GetProperty("articles").GetProperty("totalCount").GetInt32() > 0)
        {
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            IncomingMention[] naming = i % 3 == 0 ? [TestNewsroom.Person("Ada Berg"), TestNewsroom.Place("Bergen")]
                : [TestNewsroom.Topic("Ferries")];
            var headline = string.Create(CultureInfo.InvariantCulture, $"Item {i * 7 % Count:00}");

            // Four share each moment, so that only the tie-breaker tells them apart.
            var moment = Some.Moment.AddHours(i / 4);
            await newsroom.ImportAsync(TestNewsroom.Item(headline, naming) with { FirstCreated = moment, VersionCreated = moment });
        }
    }

    [Theory]
    [InlineData("walk-apollo.mjs")]
    [InlineData("walk-urql.mjs")]
    [InlineData("walk-relay.mjs")]
    public async Task A_client_pages_through_every_list_without_gaps_or_duplicates_and_refetches_a_node(string script)
    {
        // All lists fit into one page of fifty, which shows what the client has to end with.
        var wanted = await server.QueryAsync(
            """
            { all: articles(first: 50) { nodes { id } }
              some: articles(first: 50, where: {topics: {some: {name: {eq: "Ferries"}}}}, order: {headline: ASC}) { nodes { id } }
              people { nodes { slug articles(first: 50) { nodes { id headline version mentions { entity { name } } } } } } }
            """);
        var person = Assert.Single(wanted.GetProperty("people").GetProperty("nodes").EnumerateArray());
        var article = person.GetProperty("articles").GetProperty("nodes")[0];
        var (all, some, ofPerson) = (Ids(wanted.GetProperty("all")), Ids(wanted.GetProperty("some")), Ids(person.GetProperty("articles")));
        Assert.Equal((Count, 24, 13), (all.Length, some.Length, ofPerson.Length));

        var scenario = new
        {
            size = 5,
            where = new { topics = new { some = new { name = new { eq = "Ferries" } } } },
            order = new[] { new { headline = "ASC" } },
            person = person.GetProperty("slug").GetString(),
            article = article.GetProperty("id").GetString(),
        };
        var held = JsonElement.Parse(
            await NodeScript.RunAsync(script, new Uri(server.Address, "graphql").ToString(), JsonSerializer.Serialize(scenario)));
        Assert.Equal(all, Texts(held.GetProperty("forwards")));
        Assert.Equal(all, Texts(held.GetProperty("backwards")));
        Assert.Equal(some, Texts(held.GetProperty("filtered")));
        Assert.Equal(ofPerson, Texts(held.GetProperty("ofPerson")));
        var again = held.GetProperty("again");
        Assert.Equal(article.GetProperty("headline").GetString(), again.GetProperty("headline").GetString());
        Assert.Equal(article.GetProperty("version").GetInt32(), again.GetProperty("version").GetInt32());
        Assert.Equal(["Ada Berg", "Bergen"], again.GetProperty("mentions").EnumerateArray()
            .Select(m => m.GetProperty("entity").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task The_introspected_schema_equals_the_published_schema()
    {
        var said = await NodeScript.RunAsync("compare-schema.mjs", new Uri(server.Address, "graphql").ToString());
        Assert.True(JsonElement.Parse(said).GetProperty("types").GetInt32() > 50, said);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string[] Ids(JsonElement list) =>
        [.. list.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()!)];

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(id => id.GetString()!)];
}
