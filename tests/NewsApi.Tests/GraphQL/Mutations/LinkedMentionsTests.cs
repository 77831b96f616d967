using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Mutations;

/// <summary>The running service links the names in an editor's text as soon as the gazetteer contains them.</summary>
public sealed class LinkedMentionsTests(TestPostgres postgres) : IAsyncLifetime
{
    private const string Read =
        "article { id mentions(kinds: [PERSON, PLACE]) { origin rel spans { start end } entity { name } } }";

    private readonly TestServer _server = new(postgres) { Linking = true };
    private HttpClient? _editor;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _editor = await _server.ClientOfAsync(Role.Editor);
    }

    public async ValueTask DisposeAsync()
    {
        _editor?.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_name_is_linked_in_the_next_text_until_its_entity_is_deleted()
    {
        var person = (await EditAsync("upsertPerson(input: { name: \"Zoe Textual\" }) { person { id } }"))
            .GetProperty("upsertPerson").GetProperty("person").GetProperty("id").GetString();
        var created = (await EditAsync(
            $"createArticle(input: {{ headline: \"News\", language: \"en\", body: \"<p>😀 Zoe Textual left.</p>\" }}) {{ {Read} }}"))
            .GetProperty("createArticle").GetProperty("article");
        var mention = Assert.Single(created.GetProperty("mentions").EnumerateArray());
        Assert.Equal(
            """{"origin":"LINKED","rel":"MENTIONS","spans":[{"start":2,"end":13}],"entity":{"name":"Zoe Textual"}}""",
            mention.GetRawText());

        var id = created.GetProperty("id").GetString();
        await EditAsync($"updateArticle(input: {{ id: \"{id}\", mentions: [] }}) {{ {Read} errors {{ ... on Error {{ message }} }} }}");
        await EditAsync($"deletePerson(input: {{ id: \"{person}\" }}) {{ errors {{ ... on Error {{ message }} }} }}");
        var updated = (await EditAsync($"updateArticle(input: {{ id: \"{id}\", body: \"<p>Zoe Textual.</p>\" }}) {{ {Read} }}"))
            .GetProperty("updateArticle").GetProperty("article");
        Assert.Empty(updated.GetProperty("mentions").EnumerateArray());
    }

    private async Task<JsonElement> EditAsync(string mutation)
    {
        var answer = await _server.PostAsync($"mutation {{ {mutation} }}", client: _editor);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }
}
