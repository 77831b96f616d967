using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Mutations;

public sealed class EntityMutationsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_old_id_and_slug_of_a_merged_topic_resolve_to_the_survivor()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (a, b) = (Some.Word(), Some.Word());
        var above = await DoAsync(editor, "upsertTopic", new { name = $"Above {a}" });
        var old = await DoAsync(editor, "upsertTopic", new { name = a, broader = Id(above) });
        var stays = await DoAsync(editor, "upsertTopic", new { name = b, aliases = new[] { "also" } });
        await server.Newsroom.PublishAsync("About the old one", TestNewsroom.Topic(a));
        await server.Newsroom.PublishAsync("About the other", TestNewsroom.Topic(b));

        const string Articles =
            "query ($id: ID!) { articles(where: { topics: { some: { id: { eq: $id } } } }) { totalCount } topic(id: $id) { name aliases } }";
        Assert.Equal(1, Count(await server.QueryAsync(Articles, new { id = Id(old) })));
        Assert.Equal(1, Count(await server.QueryAsync(
            "query ($id: ID!) { articles(where: { topics: { some: { within: $id } } }) { totalCount } }", new { id = Id(above) })));
        await DoAsync(editor, "mergeTopic", new { id = Id(old), into = Id(stays) });

        var merged = await server.QueryAsync(Articles, new { id = Id(old) });
        Assert.Equal(2, Count(merged));
        Assert.Equal(b, merged.GetProperty("topic").GetProperty("name").GetString());
        Assert.Contains(a, merged.GetProperty("topic").GetProperty("aliases").EnumerateArray().Select(x => x.GetString()));
        Assert.Equal(Id(stays), (await server.QueryAsync("query ($slug: String) { topic(slug: $slug) { id } }", new { slug = a }))
            .GetProperty("topic").GetProperty("id").GetString());
        Assert.Equal(Id(stays), (await server.QueryAsync("query ($id: ID!) { node(id: $id) { id } }", new { id = Id(old) }))
            .GetProperty("node").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Deleting_a_place_in_use_and_moving_a_place_within_itself_are_rejected()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var name = Some.Word();
        var country = await DoAsync(
            editor, "upsertPlace", new { name, kind = "country", countryCode = "NO", latitude = 60, longitude = 10.5 });
        var city = await DoAsync(editor, "upsertPlace", new { name = Some.Word(), within = Id(country) });
        Assert.Equal("CircleError", Error(await DoAsync(editor, "upsertPlace", new { id = Id(country), within = Id(city) })));
        Assert.Equal("EntityInUseError", Error(await DoAsync(editor, "deletePlace", new { id = Id(country) })));
        Assert.Equal(JsonValueKind.Null, (await DoAsync(editor, "deletePlace", new { id = Id(city) })).GetProperty("errors").ValueKind);
        Assert.Equal("InvalidValueError", Error(await DoAsync(editor, "upsertPerson", new { })));
        Assert.Equal("NotFoundError", Error(await DoAsync(editor, "upsertPlace", new { id = Id(city), name = "Gone" })));
    }

    private static string Id(JsonElement payload) => payload.EnumerateObject().First().Value.GetProperty("id").GetString()!;

    private static string? Error(JsonElement payload) => payload.GetProperty("errors")[0].GetProperty("__typename").GetString();

    private static int Count(JsonElement data) => data.GetProperty("articles").GetProperty("totalCount").GetInt32();

    private async Task<JsonElement> DoAsync(HttpClient editor, string mutation, object input)
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..];
        var thing = mutation.StartsWith("delete", StringComparison.Ordinal) ? "id"
            : $"{mutation.Split("upsert")[^1].Split("merge")[^1].ToLowerInvariant()} {{ id name }}";
        var answer = await server.PostAsync(
            $"mutation ($input: {type}Input!) {{ {mutation}(input: $input) {{ {thing} errors {{ __typename ... on Error {{ message }} }} }} }}", new { input }, editor);
        return answer.TryGetProperty("data", out var data) ? data.GetProperty(mutation)
            : throw new Xunit.Sdk.XunitException(answer.GetRawText());
    }
}
