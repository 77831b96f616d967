using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Mutations;

/// <summary>A person, place or topic with <c>public: false</c> is hidden in every read, until a public article names it.</summary>
public sealed class KeptBackTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("Person", "person", "people")]
    [InlineData("Place", "place", "places")]
    [InlineData("Topic", "topic", "topics")]
    public async Task A_kept_back_entity_is_hidden_until_a_public_article_names_it(string type, string field, string plural)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var name = Some.Word();
        var id = await UpsertAsync(editor, type, new { name, @public = false });
        var draft = await CreateDraftAsync(editor, id);
        await AssertVisibleAsync(false, id, name, field, plural);
        await AssertVisibleAsync(true, id, name, field, plural, editor);

        // An edit that does not mention `public` keeps it back.
        Assert.Equal(id, await UpsertAsync(editor, type, new { id, description = "Edited" }));
        await AssertVisibleAsync(false, id, name, field, plural);

        await PublishAsync(editor, draft);
        await AssertVisibleAsync(true, id, name, field, plural);
        await WithdrawAsync(editor, draft);
        await AssertVisibleAsync(false, id, name, field, plural);

        await UpsertAsync(editor, type, new { id, @public = true });
        await AssertVisibleAsync(true, id, name, field, plural);
        await UpsertAsync(editor, type, new { id, @public = false });
        await AssertVisibleAsync(false, id, name, field, plural);
    }

    [Theory]
    [InlineData("Person", "person", "people")]
    [InlineData("Topic", "topic", "topics")]
    public async Task Without_the_argument_public_a_new_entity_is_public_and_an_edit_keeps_a_hidden_entity_hidden(
        string type, string field, string plural)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (made, brought) = (Some.Word(), Some.Word());
        var id = await UpsertAsync(editor, type, new { name = made });
        await AssertVisibleAsync(true, id, made, field, plural);

        await server.Newsroom.EmbargoAsync(
            $"Secret {brought}", TimeProvider.System.GetUtcNow().AddDays(1),
            type == "Person" ? TestNewsroom.Person(brought) : TestNewsroom.Topic(brought));
        var found = await server.PostAsync(
            $"query($name: String) {{ {plural}(where: {{name: {{eq: $name}}}}) {{ nodes {{ id }} }} }}", new { name = brought }, editor);
        id = found.GetProperty("data").GetProperty(plural).GetProperty("nodes")[0].GetProperty("id").GetString()!;
        await AssertVisibleAsync(false, id, brought, field, plural);
        await UpsertAsync(editor, type, new { id, description = "Described before it is known" });
        await AssertVisibleAsync(false, id, brought, field, plural);
        await UpsertAsync(editor, type, new { id, @public = true });
        await AssertVisibleAsync(true, id, brought, field, plural);
    }

    [Theory]
    [InlineData("Place", "place", "within", "directlyWithin", "contains")]
    [InlineData("Topic", "topic", "broader", "broader", "narrower")]
    public async Task A_kept_back_entity_is_hidden_as_parent_and_child_of_others(
        string type, string field, string parent, string parentFilter, string children)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (above, below) = (Some.Word(), Some.Word());
        var hidden = await UpsertAsync(editor, type, new { name = above, @public = false });
        var middle = await UpsertAsync(editor, type, new Dictionary<string, object> { ["name"] = Some.Word(), [parent] = hidden });
        await UpsertAsync(editor, type, new Dictionary<string, object> { ["name"] = below, [parent] = middle, ["public"] = false });

        var query =
            $$"""
            query($id: ID!, $above: String, $below: String) {
              {{field}}(id: $id) { {{parent}} { name } {{children}} { name } }
              up: {{field}}s(where: {id: {eq: $id}, {{parentFilter}}: {name: {eq: $above} } }) { totalCount }
              down: {{field}}s(where: {id: {eq: $id}, {{children}}: {some: {name: {eq: $below} } } }) { totalCount }
              any: {{field}}s(where: {id: {eq: $id}, {{children}}: {any: true} }) { totalCount }
              sorted: {{field}}s(where: {id: {eq: $id} }, order: { {{parent}}: {name: ASC} }) { edges { cursor } }
            }
            """;
        var data = await server.QueryAsync(query, new { id = middle, above, below });
        Assert.Equal(JsonValueKind.Null, data.GetProperty(field).GetProperty(parent).ValueKind);
        Assert.Equal(0, data.GetProperty(field).GetProperty(children).GetArrayLength());
        Assert.All(new[] { "up", "down", "any" }, list => Assert.Equal(0, data.GetProperty(list).GetProperty("totalCount").GetInt32()));
        var cursor = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(
            data.GetProperty("sorted").GetProperty("edges")[0].GetProperty("cursor").GetString()));
        Assert.DoesNotContain(above, cursor, StringComparison.Ordinal);

        var all = (await server.PostAsync(query, new { id = middle, above, below }, editor)).GetProperty("data");
        Assert.Equal(above, all.GetProperty(field).GetProperty(parent).GetProperty("name").GetString());
        Assert.All(new[] { "up", "down", "any" }, list => Assert.Equal(1, all.GetProperty(list).GetProperty("totalCount").GetInt32()));
    }

    [Theory]
    [InlineData("Place", "place", "within")]
    [InlineData("Topic", "topic", "broader")]
    public async Task A_guessed_slug_of_a_kept_back_entity_finds_nothing_below_it(string type, string field, string parent)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (top, secret) = (Some.Word(), Some.Word());
        var above = await UpsertAsync(editor, type, new { name = top });
        var hidden = await UpsertAsync(
            editor, type, new Dictionary<string, object> { ["name"] = secret, [parent] = above, ["public"] = false });
        var below = await UpsertAsync(editor, type, new Dictionary<string, object> { ["name"] = Some.Word(), [parent] = hidden });
        await PublishAsync(editor, await CreateDraftAsync(editor, below));

        var query =
            $$"""
            query($slug: String!) {
              {{field}}s(where: {withinSlug: $slug}) { totalCount }
              not: {{field}}s(where: {id: {eq: "{{below}}"}, not: {withinSlug: $slug} }) { totalCount }
              articles(where: { {{field}}s: {some: {withinSlug: $slug} } }) { totalCount }
              mentioned: articles(where: {mentions: {some: { {{field}}: {withinSlug: $slug} } } }) { totalCount }
            }
            """;
        async Task AssertCountsAsync(int[] expected, string slug, HttpClient? client = null) => Assert.Equal(
            expected,
            (await server.PostAsync(query, new { slug }, client)).GetProperty("data").EnumerateObject()
                .Select(list => list.Value.GetProperty("totalCount").GetInt32()));
        await AssertCountsAsync([0, 1, 0, 0], secret);
        await AssertCountsAsync([0, 1, 0, 0], "never-was");
        await AssertCountsAsync([2, 0, 1, 1], secret, editor);

        // A hidden entity in between does not end the chain.
        await AssertCountsAsync([2, 0, 1, 1], top);
    }

    [Fact]
    public async Task An_event_shows_a_kept_back_entity_with_the_first_public_article_that_names_it()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var name = Some.Word();
        var id = await UpsertAsync(editor, "Person", new { name, @public = false });
        using var stream = await EventStreamClient.OpenAsync(
            server.Client,
            "subscription($id: ID) { articleChanges(where: {people: {some: {id: {eq: $id}}}}) { kind article { people { name } } } }",
            new { id });
        await PublishAsync(editor, await CreateDraftAsync(editor, id));
        var change = Assert.Single(await stream.NextAsync(1)).Data;
        Assert.Equal("ENTERED", change.GetProperty("kind").GetString());
        Assert.Equal(name, change.GetProperty("article").GetProperty("people")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_merge_does_not_change_the_visibility_of_the_survivor()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (hidden, shown) = (Some.Word(), Some.Word());
        var survivor = await UpsertAsync(editor, "Person", new { name = hidden, @public = false });
        var merged = await UpsertAsync(editor, "Person", new { name = shown });
        await server.PostAsync(
            "mutation($i: MergePersonInput!) { mergePerson(input: $i) { errors { __typename } } }",
            new { i = new { id = merged, into = survivor } }, editor);
        await AssertVisibleAsync(false, survivor, hidden, "person", "people");
        await AssertVisibleAsync(false, merged, shown, "person", "people");
    }

    [Fact]
    public async Task The_value_null_of_the_argument_public_is_rejected()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var result = await server.PostAsync(
            "mutation($i: UpsertPersonInput!) { upsertPerson(input: $i) { errors { ... on InvalidValueError { field } } } }",
            new { i = new { name = Some.Word(), @public = (bool?)null } }, editor);
        var error = result.GetProperty("data").GetProperty("upsertPerson").GetProperty("errors")[0];
        Assert.Equal("public", error.GetProperty("field").GetString());
    }

    private async Task AssertVisibleAsync(bool expected, string id, string name, string field, string plural, HttpClient? client = null)
    {
        var data = (await server.PostAsync(
            $$"""
            query($id: ID!, $name: String) {
              node(id: $id) { id }
              nodes(ids: [$id]) { id }
              byId: {{field}}(id: $id) { id }
              bySlug: {{field}}(slug: $name) { id }
              named: {{plural}}(where: {name: {eq: $name} }) { totalCount nodes { id } }
              withId: {{plural}}(where: {id: {in: [$id]} }) { totalCount nodes { id } }
              found: {{plural}}(search: $name) { totalCount nodes { id } }
              filtered: {{plural}}(where: {search: $name}) { totalCount nodes { id } }
            }
            """, new { id, name }, client)).GetProperty("data");
        foreach (var single in new[] { data.GetProperty("node"), data.GetProperty("nodes")[0], data.GetProperty("byId"),
            data.GetProperty("bySlug") })
        {
            Assert.Equal(expected, single.ValueKind == JsonValueKind.Object);
        }

        foreach (var list in new[] { "named", "withId", "found", "filtered" })
        {
            Assert.Equal(expected ? 1 : 0, data.GetProperty(list).GetProperty("totalCount").GetInt32());
            Assert.Equal(expected ? 1 : 0, data.GetProperty(list).GetProperty("nodes").GetArrayLength());
        }
    }

    private async Task<string> UpsertAsync(HttpClient editor, string type, object input)
    {
        var field = char.ToLowerInvariant(type[0]) + type[1..];
        var result = await server.PostAsync(
            $"mutation($i: Upsert{type}Input!) {{ upsert{type}(input: $i) {{ {field} {{ id }} errors {{ __typename }} }} }}",
            new { i = input }, editor);
        return result.GetProperty("data").GetProperty($"upsert{type}").GetProperty(field).GetProperty("id").GetString()!;
    }

    private async Task<string> CreateDraftAsync(HttpClient editor, string mentioned)
    {
        var result = await server.PostAsync(
            "mutation($i: CreateArticleInput!) { createArticle(input: $i) { article { id } errors { __typename } } }",
            new { i = new { headline = "Draft", language = "en", mentions = new[] { new { entity = mentioned } } } }, editor);
        return result.GetProperty("data").GetProperty("createArticle").GetProperty("article").GetProperty("id").GetString()!;
    }

    private Task<JsonElement> PublishAsync(HttpClient editor, string id) => server.PostAsync(
        "mutation($i: PublishArticleInput!) { publishArticle(input: $i) { errors { __typename } } }", new { i = new { id } }, editor);

    private Task<JsonElement> WithdrawAsync(HttpClient editor, string id) => server.PostAsync(
        "mutation($i: WithdrawArticleInput!) { withdrawArticle(input: $i) { errors { __typename } } }", new { i = new { id } }, editor);
}
