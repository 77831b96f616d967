using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

/// <summary>The ways to read one article or entity: by id, slug and uri, as a node, and through related ones.</summary>
public sealed class QueryTypeTests(TestServer server) : IClassFixture<TestServer>
{
    private readonly TestNewsroom _newsroom = new(server.Database.Database);

    [Fact]
    public async Task An_article_is_found_by_id_slug_and_uri()
    {
        var uri = await _newsroom.PublishAsync("Lighthouse sold to its keeper");
        var byUri = await server.QueryAsync("query($uri: String) { article(uri: $uri) { id slug headline version status } }", new { uri });
        var article = byUri.GetProperty("article");
        Assert.Equal("Lighthouse sold to its keeper", article.GetProperty("headline").GetString());
        Assert.Equal("PUBLISHED", article.GetProperty("status").GetString());
        var (id, slug) = (article.GetProperty("id").GetString(), article.GetProperty("slug").GetString());
        var again = await server.QueryAsync(
            "query($id: ID!, $slug: String) { a: article(id: $id) { uri } b: article(slug: $slug) { uri } node(id: $id) { id ... on Article { uri } } }",
            new { id, slug });
        Assert.All(new[] { "a", "b", "node" }, field => Assert.Equal(uri, again.GetProperty(field).GetProperty("uri").GetString()));
    }

    [Theory]
    [InlineData("{ article { id } }", "HC0054")]
    [InlineData("{ article(id: null) { id } }", "HC0054")]
    [InlineData("""{ article(slug: "a", uri: "b") { id } }""", "HC0054")]
    [InlineData("""{ person(id: "QXJ0aWNsZTox") { id } }""", "HC0001")]
    [InlineData("""{ node(id: "rubbish") { id } }""", "HC0001")]
    [InlineData("""{ article(slug: "a\u0000b") { id } }""", "HC0001")]
    public async Task A_lookup_without_exactly_one_valid_key_is_an_error_of_its_field(string query, string code)
    {
        var result = await server.PostAsync(query);
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("data").EnumerateObject().Single().Value.ValueKind);
    }

    [Theory]
    [InlineData("article", "slug", "uri")]
    [InlineData("person", "slug", null)]
    [InlineData("place", "slug", null)]
    [InlineData("topic", "slug", null)]
    public async Task A_null_argument_counts_as_not_passed(string field, string by, string? other)
    {
        await _newsroom.PublishAsync(
            "A mayor in harbour news", TestNewsroom.Person("Nul Mayor"), TestNewsroom.Place("Nul Harbour"), TestNewsroom.Topic("Nul News"));
        var slug = (await server.QueryAsync($"{{ {(field == "person" ? "people" : field + "s")}(first: 1) {{ nodes {{ slug }} }} }}"))
            .EnumerateObject().Single().Value.GetProperty("nodes")[0].GetProperty("slug").GetString();
        var (declared, passed) = other is null ? ("", "") : ($", ${other}: String", $", {other}: ${other}");
        var data = await server.QueryAsync(
            $"query($id: ID, $by: String{declared}) {{ a: {field}(id: $id, {by}: $by{passed}) {{ slug }} b: {field}(id: null, {by}: $by) {{ slug }} }}",
            new { id = (string?)null, by = slug, uri = (string?)null });
        Assert.All(data.EnumerateObject(), f => Assert.Equal(slug, f.Value.GetProperty("slug").GetString()));
        var none = await server.PostAsync($"query($id: ID) {{ {field}(id: $id, {by}: null) {{ id }} }}", new { id = (string?)null });
        Assert.Equal("HC0054", none.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(PublishingStatus.Withheld, null)]
    [InlineData(PublishingStatus.Canceled, null)]
    [InlineData(PublishingStatus.Usable, 1)]
    public async Task Text_of_a_hidden_version_is_not_among_the_public_versions(PublishingStatus status, int? expiresAfter)
    {
        var first = TestNewsroom.Item("Mayor opens the bridge");
        await _newsroom.ImportAsync(first);
        await _newsroom.ImportAsync(Version(first, 2, "Not for the public") with
        {
            Status = status,
            Expires = expiresAfter is { } hours ? Some.Moment.AddHours(hours) : null,
        });
        await _newsroom.ImportAsync(Version(first, 3, "Mayor opens the new bridge"));

        var data = await server.QueryAsync("query($uri: String) { article(uri: $uri) { versions { headline } } }", new { uri = first.Uri });
        Assert.Equal(
            ["Mayor opens the new bridge"],
            data.GetProperty("article").GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("headline").GetString()));

        static IncomingArticle Version(IncomingArticle of, int number, string headline) => of with
        {
            Version = $"{number}",
            VersionCreated = Some.Moment.AddMinutes(number),
            Content = of.Content with { Headline = headline },
            Document = $"{of.Uri} {number}",
        };
    }

    [Fact]
    public async Task An_unknown_slug_or_id_is_null_without_an_error()
    {
        var data = await server.QueryAsync(
            """{ article(slug: "nowhere") { id } person(slug: "nobody") { id } node(id: "UGVyc29uOjk5OTk5OTk=") { id } }""");
        Assert.All(data.EnumerateObject(), field => Assert.Equal(JsonValueKind.Null, field.Value.ValueKind));
    }

    [Fact]
    public async Task Nodes_of_every_type_come_in_the_order_of_their_ids()
    {
        var uri = await _newsroom.PublishAsync(
            "Two towns share a clock", TestNewsroom.Person("Ada Klokk"), TestNewsroom.Place("Tidsvik"), TestNewsroom.Topic("Clocks"));
        var article = (await server.QueryAsync(
            "query($uri: String) { article(uri: $uri) { id people { id } places { id } topics { id } } }", new { uri }))
                .GetProperty("article");
        string[] ids =
        [
            Id(article.GetProperty("topics")[0]), Id(article), "UGVyc29uOjk5OTk5OTk=", Id(article.GetProperty("people")[0]),
                Id(article.GetProperty("places")[0]), Id(article),
        ];
        var nodes = (await server.QueryAsync(
            "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Entity { name } ... on Article { headline } } }", new { ids }))
                .GetProperty("nodes");
        Assert.Equal(
            ["Topic", "Article", null, "Person", "Place", "Article"],
            nodes.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Null ? null : n.GetProperty("__typename").GetString()));
        Assert.Equal("Clocks", nodes[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_request_for_more_than_fifty_nodes_is_rejected()
    {
        var result = await server.PostAsync(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Repeat("UGVyc29uOjE=", 51) });
        Assert.Equal("HC0076", result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_articles_of_a_person_have_topics_with_articles_of_their_own()
    {
        await _newsroom.PublishAsync("First of two on Bo Fisk", TestNewsroom.Person("Bo Fisk"));
        await _newsroom.PublishAsync("Second of two on Bo Fisk", TestNewsroom.Person("Bo Fisk"), TestNewsroom.Topic("Fishing"));
        var person = (await server.QueryAsync(
            """
            { people(where: {name: {eq: "Bo Fisk"}}) { nodes { slug articles(first: 1, order: {headline: DESC}) {
              totalCount pageInfo { hasNextPage } nodes { headline topics { name articles { totalCount } } } } } } }
            """)).GetProperty("people").GetProperty("nodes")[0];
        var articles = person.GetProperty("articles");
        Assert.Equal(2, articles.GetProperty("totalCount").GetInt32());
        Assert.True(articles.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal("Second of two on Bo Fisk", articles.GetProperty("nodes")[0].GetProperty("headline").GetString());
        Assert.Equal(1, articles.GetProperty("nodes")[0].GetProperty("topics")[0].GetProperty("articles").GetProperty("totalCount")
            .GetInt32());
        var bySlug = await server.QueryAsync(
            "query($slug: String) { person(slug: $slug) { name } }", new { slug = person.GetProperty("slug").GetString() });
        Assert.Equal("Bo Fisk", bySlug.GetProperty("person").GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_body_is_available_as_HTML_text_and_Markdown()
    {
        var uri = await _newsroom.ImportAsync(TestNewsroom.Item("Ferry <resumes>") with
        {
            Content = new()
            {
                Headline = "Ferry <resumes>",
                Language = "en",
                Body = "<p>It <em>runs</em> again.</p><script>alert(1)</script><p>Daily.</p>"
            },
        });
        var article = (await server.QueryAsync(
            "query($uri: String) { article(uri: $uri) { headline html: body text: body(format: TEXT) markdown: body(format: MARKDOWN) } }",
                new { uri })).GetProperty("article");
        Assert.Equal("<p>It <em>runs</em> again.</p><p>Daily.</p>", article.GetProperty("html").GetString());
        Assert.Equal("It runs again.\n\nDaily.", article.GetProperty("text").GetString());
        Assert.Equal("It *runs* again.\n\nDaily.", article.GetProperty("markdown").GetString()!.TrimEnd());
        Assert.Equal("Ferry <resumes>", article.GetProperty("headline").GetString());
    }

    [Fact]
    public async Task Mentions_have_a_relation_and_can_be_selected_by_kind()
    {
        var uri = await _newsroom.PublishAsync("Cello found in Riga", TestNewsroom.Place("Riga"), TestNewsroom.Person("Cy Cello"));
        var article = (await server.QueryAsync(
            """
            query($uri: String) { article(uri: $uri) {
              all: mentions { kind rel entity { __typename name } } people: mentions(kinds: [PERSON]) { entity { name ... on Person { slug } } } } }
            """, new { uri })).GetProperty("article");
        Assert.Equal(["Place", "Person"], article.GetProperty("all").EnumerateArray()
            .Select(m => m.GetProperty("entity").GetProperty("__typename").GetString()));
        Assert.Equal("MENTIONS", article.GetProperty("all")[0].GetProperty("rel").GetString());
        Assert.Equal("Cy Cello", Assert.Single(article.GetProperty("people").EnumerateArray()).GetProperty("entity").GetProperty("name")
            .GetString());
    }

    [Fact]
    public async Task The_wire_cursor_of_a_page_equals_that_of_the_wire_in_the_same_query()
    {
        await _newsroom.PublishAsync("One more for the log");
        var data = await server.QueryAsync("{ wire { cursor time } articles(first: 1) { wireCursor } }");
        Assert.Equal(data.GetProperty("wire").GetProperty("cursor").GetString(), data.GetProperty("articles").GetProperty("wireCursor")
            .GetString());
        var before = data.GetProperty("wire").GetProperty("cursor").GetString()!;
        await _newsroom.PublishAsync("And another");
        var after = (await server.QueryAsync("{ wire { cursor } }")).GetProperty("wire").GetProperty("cursor").GetString()!;
        Assert.True(Position(after) > Position(before), $"{before} then {after}");
    }

    [Fact]
    public async Task An_embargoed_article_and_a_person_that_only_it_names_are_hidden()
    {
        var uri = await _newsroom.EmbargoAsync(
            "Secret until later", TimeProvider.System.GetUtcNow().AddDays(1), TestNewsroom.Person("Una Known"));
        var data = await server.QueryAsync(
            """
            query($uri: String) { article(uri: $uri) { id } articles(where: {uri: {eq: $uri}}) { totalCount nodes { id } }
              people(where: {name: {eq: "Una Known"}}) { totalCount } status: articles(where: {status: {eq: SCHEDULED}}) { totalCount } }
            """, new { uri });
        Assert.Equal(JsonValueKind.Null, data.GetProperty("article").ValueKind);
        Assert.All(new[] { "articles", "people", "status" }, list =>
            Assert.Equal(0, data.GetProperty(list).GetProperty("totalCount").GetInt32()));
    }

    private static long Position(string cursor) =>
        long.Parse(cursor[(cursor.IndexOf('-', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;
}
