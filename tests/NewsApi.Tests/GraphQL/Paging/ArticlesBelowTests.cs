using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary>The articles of a topic or place and of everything below it are those that the filter <c>within</c> finds.</summary>
public sealed class ArticlesBelowTests(ArticlesBelowTests.Tree news) : IClassFixture<ArticlesBelowTests.Tree>
{
    private const string Counted =
        """
        nodes { id headline } totalCount pageInfo { hasNextPage hasPreviousPage }
        facets { sections { value count } topics { count topic { name } } people { count } } timeline { start count }
        """;

    /// <summary>Topics and places, each below another at random, and articles that mention several of them at random.</summary>
    public sealed class Tree(TestPostgres server) : IAsyncLifetime
    {
        public TestServer Server { get; } = new(server);

        public List<Entity> Entities { get; } = [];

        public async ValueTask InitializeAsync()
        {
            await Server.InitializeAsync();
            var random = new Random(15);
            Topic? topic = null;
            Place? place = null;
            for (var i = 0; i < 12; i++)
            {
                topic = Some.Topic($"Topic {i}", i % 4 == 3 ? null : topic);
                place = Some.Place($"Place {i}", random.Next(4) == 0 ? null : place);
                await Server.Database.StoreAsync(topic, place);
                Entities.AddRange([topic, place]);
            }

            var person = Some.Person("Ada");
            await Server.Database.StoreAsync(person);
            await Server.Database.StoreAsync([.. Enumerable.Range(0, 48).Select(i =>
            {
                // Equal times too, articles without a time, and articles that mention nothing.
                DateTimeOffset? published = i % 11 == 0 ? null : Some.Moment.AddHours(i / 3);
                var article = Some.Article($"Item {i % 7} {(i % 2 == 0 ? "harbour" : "railway")}", published);
                article.Content = article.Content with { Section = i % 5 == 0 ? null : $"Section {i % 3}" };
                article.WithdrawnAt = i % 13 == 0 ? Some.Moment : null;
                return article.Naming([.. random.GetItems([.. Entities], i % 6).Distinct(), .. i % 4 == 0 ? new Entity[] { person } : []]);
            })]);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }

    [Theory]
    [InlineData("first: 50")]
    [InlineData("first: 4")]
    [InlineData("last: 4")]
    [InlineData("first: 50, order: { headline: ASC }")]
    [InlineData("first: 5, order: { publishedAt: ASC }")]
    [InlineData("first: 5, order: [{ section: DESC }, { publishedAt: DESC }]")]
    [InlineData("""first: 50, search: "harbour" """)]
    [InlineData("""first: 3, search: "harbour", order: { publishedAt: DESC }""")]
    [InlineData("first: 0")]
    public async Task They_are_what_within_finds(string arguments)
    {
        using var preview = await news.Server.ClientOfAsync(Role.Preview);
        foreach (var client in new[] { news.Server.Client, preview })
        {
            var found = 0;
            foreach (var entity in news.Entities)
            {
                var (one, where) = Named(entity);
                var order = arguments.Contains("order:", StringComparison.Ordinal) ? "" : ", order: { publishedAt: DESC }";
                var query =
                    $$"""
                    query($slug: String) {
                      below: {{one}}(slug: $slug) { articles({{arguments}}{{order}}, below: true) { {{Counted}} } }
                      within: articles({{arguments}}{{order}}, where: {{where}}) { {{Counted}} }
                    }
                    """;
                var data = (await news.Server.PostAsync(query, new { slug = entity.Slug }, client)).GetProperty("data");
                var within = data.GetProperty("within");
                Assert.Equal(within.GetRawText(), data.GetProperty("below").GetProperty("articles").GetRawText());
                found += within.GetProperty("totalCount").GetInt32();
            }

            Assert.True(found > 100, $"{found}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(", order: { headline: ASC }")]
    [InlineData(""", where: { people: { some: { name: { eq: "Ada" } } } }""")]
    public async Task Pages_forwards_and_backwards_are_the_whole_list(string arguments)
    {
        using var preview = await news.Server.ClientOfAsync(Role.Preview);
        foreach (var entity in news.Entities.Take(8))
        {
            var all = await PageAsync(preview, entity, $"first: 50{arguments}");
            string[] expected = [.. all.GetProperty("edges").EnumerateArray().Select(Id)];
            foreach (var (size, cursor) in new[] { ("first: 3", "after"), ("last: 3", "before") })
            {
                var (found, at) = (new List<string>(), "");
                do
                {
                    var page = await PageAsync(preview, entity, $"{size}{at}{arguments}");
                    JsonElement[] edges = [.. page.GetProperty("edges").EnumerateArray()];
                    found.InsertRange(cursor == "after" ? found.Count : 0, edges.Select(Id));
                    var more = page.GetProperty("pageInfo").GetProperty(cursor == "after" ? "hasNextPage" : "hasPreviousPage");
                    at = !more.GetBoolean() ? ""
                        : $", {cursor}: \"{edges[cursor == "after" ? ^1 : 0].GetProperty("cursor").GetString()}\"";
                }
                while (at.Length > 0);

                Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public async Task Many_topics_take_as_many_statements_as_one()
    {
        async Task<(IReadOnlyList<string> Statements, JsonElement Data)> ReadAsync(int first)
        {
            using var log = new StatementLog(news.Server.Database);
            var data = await news.Server.QueryAsync(
                $"{{ topics(first: {first}) {{ nodes {{ id articles(below: true, first: 3) {{ {Counted} }} }} }} }}");
            return ([.. log.RoundTrips.SelectMany(trip => trip.Split(';'))], data.GetProperty("topics").GetProperty("nodes"));
        }

        await ReadAsync(1); // opens the connection
        var (one, all) = (await ReadAsync(1), await ReadAsync(12));
        Assert.True(
            one.Statements.Count == all.Statements.Count,
            $"One topic:\n{string.Join('\n', one.Statements)}\n\nTwelve:\n{string.Join('\n', all.Statements)}");
        Assert.Equal(12, all.Data.GetArrayLength());
        foreach (var topic in all.Data.EnumerateArray())
        {
            var within = await news.Server.QueryAsync(
                $"query($id: ID) {{ articles(first: 3, where: {{ topics: {{ some: {{ within: $id }} }} }}) {{ {Counted} }} }}",
                new { id = topic.GetProperty("id").GetString() });
            Assert.Equal(within.GetProperty("articles").GetRawText(), topic.GetProperty("articles").GetRawText());
        }
    }

    [Fact]
    public async Task A_cursor_belongs_to_the_list_with_what_is_below_or_to_that_without()
    {
        var topic = news.Entities[0];
        var page = (await news.Server.QueryAsync(
            "query($slug: String) { topic(slug: $slug) { articles(below: true, first: 1) { edges { cursor } } } }", new { slug = topic.Slug }))
            .GetProperty("topic").GetProperty("articles");
        var result = await news.Server.PostAsync(
            "query($slug: String, $after: String) { topic(slug: $slug) { articles(after: $after) { nodes { id } } } }",
            new { slug = topic.Slug, after = page.GetProperty("edges")[0].GetProperty("cursor").GetString() });
        Assert.Contains("another filter or order", Assert.Single(result.GetProperty("errors").EnumerateArray())
            .GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static (string One, string Where) Named(Entity entity) =>
        (entity.Kind == EntityKind.Topic ? "topic" : "place",
            $"{{ {(entity.Kind == EntityKind.Topic ? "topics" : "places")}: {{ some: {{ within: "
            + $"\"{GlobalId.Of(ContentTable.Of(entity.Kind), entity.Id)}\" }} }} }}");

    private static string Id(JsonElement edge) => edge.GetProperty("node").GetProperty("id").GetString() ?? "";

    private async Task<JsonElement> PageAsync(HttpClient client, Entity entity, string arguments)
    {
        var one = Named(entity).One;
        var result = await news.Server.PostAsync(
            $$"""
            query($slug: String) { {{one}}(slug: $slug) { articles({{arguments}}, below: true) {
              edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage }
            } } }
            """,
            new { slug = entity.Slug },
            client);
        return result.GetProperty("data").GetProperty(one).GetProperty("articles");
    }
}
