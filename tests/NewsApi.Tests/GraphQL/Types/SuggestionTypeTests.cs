using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Importing;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

/// <summary><c>suggest</c>: what a search box offers, and that it never offers what a reader may not see.</summary>
public sealed class SuggestionTypeTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Suggest =
        """
        query($text: String!, $kinds: [SuggestionKind!], $first: Int) {
          suggest(text: $text, kinds: $kinds, first: $first) {
            kind text spans { start end } entity { __typename id slug name } section { name count newest }
          }
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_places_topics_and_sections_are_found_by_any_word()
    {
        var word = Word();
        await PublishAsync($"Section of {word}", $"News {word}", TestNewsroom.Person($"Ann {word}"), TestNewsroom.Topic($"{word} policy"));
        await PublishAsync($"Again {word}", null, TestNewsroom.Place($"Lake {word}"), TestNewsroom.Person($"Ann {word}"));
        var found = await SuggestAsync(word[..^1]);
        Assert.Equal(
            [$"PERSON Ann {word}", $"TOPIC {word} policy", $"PLACE Lake {word}", $"SECTION News {word}"],
            found.Select(s => $"{Text(s, "kind")} {Text(s, "text")}"));
        var (person, section) = (found[0], found[3]);
        Assert.Equal("Person", Text(person.GetProperty("entity"), "__typename"));
        Assert.Equal($"Ann {word}", Text(person.GetProperty("entity"), "name"));
        Assert.Equal(JsonValueKind.Null, person.GetProperty("section").ValueKind);
        Assert.Equal(JsonValueKind.Null, section.GetProperty("entity").ValueKind);
        Assert.Equal($"News {word}", Text(section.GetProperty("section"), "name"));
        Assert.Equal(1, section.GetProperty("section").GetProperty("count").GetInt32());
        Assert.Equal(["TOPIC", "PLACE"], (await SuggestAsync(word, kinds: ["PLACE", "TOPIC"])).Select(s => Text(s, "kind")));
        Assert.Equal(["PERSON"], (await SuggestAsync(word, first: 1)).Select(s => Text(s, "kind")));
        Assert.Empty(await SuggestAsync(word, first: 0));
        Assert.Empty(await SuggestAsync(" ?! "));
        Assert.Empty(await SuggestAsync(word, kinds: []));
    }

    [Theory]
    [InlineData("Zürich", "zuri", 0, 4)]
    [InlineData("Zürich", "ZÜRICH", 0, 6)]
    [InlineData("Zürich", "zu\u0308r", 0, 3)]
    [InlineData("Rhein-Zürich", "zurich", 6, 12)]
    [InlineData("O’Zürich", "ozur", 0, 5)]
    [InlineData("Zürich", "zurcih", 0, 6)]
    [InlineData("Zürich", "surich", 0, 6)]
    public async Task The_part_that_matches_is_told(string name, string typed, int start, int end)
    {
        var marked = $"{name}{Word()}";
        await PublishAsync($"About {marked}", null, TestNewsroom.Place(marked));
        var found = Assert.Single(await SuggestAsync(typed, first: 50), s => Text(s, "text") == marked);
        var span = Assert.Single(found.GetProperty("spans").EnumerateArray());
        Assert.Equal((start, end), (span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32()));
    }

    [Fact]
    public async Task An_alias_is_told_as_the_text_that_matches()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (name, alias) = (Word(), Word());
        await UpsertAsync(editor, new { name, aliases = new[] { $"The {alias}" } });
        var found = Assert.Single(await SuggestAsync(alias));
        Assert.Equal((name, $"The {alias}"), (Text(found.GetProperty("entity"), "name"), Text(found, "text")));
    }

    [Fact]
    public async Task Nothing_that_only_hidden_articles_name_is_suggested()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var word = Word();
        await server.Newsroom.EmbargoAsync(
            $"Secret {word}", TimeProvider.System.GetUtcNow().AddDays(1), TestNewsroom.Person($"Secret {word}"));
        var draft = await MutateAsync(
            editor,
            "createArticle(input: $input) { article { id } errors { __typename } }", "CreateArticleInput",
            new { headline = word, language = "en", section = $"Hidden {word}" }, "createArticle.article.id");
        Assert.Empty(await SuggestAsync(word));
        Assert.Equal([$"Secret {word}"], (await SuggestAsync(word, client: editor)).Select(s => Text(s, "text")));

        await ArticleAsync(editor, "publish", draft);
        Assert.Equal([$"Hidden {word}"], (await SuggestAsync(word)).Select(s => Text(s, "text")));
        await ArticleAsync(editor, "withdraw", draft);
        Assert.Empty(await SuggestAsync(word));
    }

    [Fact]
    public async Task An_embargo_ends_at_its_time()
    {
        var word = Word();
        await server.Newsroom.EmbargoAsync(
            $"Soon {word}", TimeProvider.System.GetUtcNow().AddSeconds(2), TestNewsroom.Person($"Soon {word}"));
        await Poll.UntilAsync(async () => (await SuggestAsync(word)).Count == 1);
    }

    [Fact]
    public async Task What_is_kept_back_is_not_suggested_before_it_is_public()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var name = Word();
        var id = await UpsertAsync(editor, new { name, @public = false });
        Assert.Empty(await SuggestAsync(name));
        await UpsertAsync(editor, new { id, @public = true });
        Assert.Single(await SuggestAsync(name));
        await UpsertAsync(editor, new { id, @public = false });
        Assert.Empty(await SuggestAsync(name));
    }

    [Fact]
    public async Task A_change_shows_at_once_in_this_process_and_in_another()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        await using var other = await NewsService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", server.Database.ConnectionString, "--Logging:LogLevel:Default",
                "Warning"], Cancel);
        using var there = new HttpClient { BaseAddress = new Uri(other.Addresses.Single()) };
        for (var i = 0; i < 10; i++)
        {
            var (before, after, stays) = (Word(), Word(), Word());
            var id = await UpsertAsync(editor, new { name = before });
            await AssertEverywhereAsync(before, before);
            await UpsertAsync(editor, new { id, name = after });
            await AssertEverywhereAsync(before);
            await AssertEverywhereAsync(after, after);
            var into = await UpsertAsync(editor, new { name = stays });
            await MutateAsync(editor, "mergePerson(input: $input) { person { id } errors { __typename } }", "MergePersonInput",
                new { id, into }, "mergePerson.person.id");
            await AssertEverywhereAsync(after, after);
            Assert.Equal(stays, Text((await SuggestAsync(after))[0].GetProperty("entity"), "name"));
            await server.PostAsync("mutation($input: DeletePersonInput!) { deletePerson(input: $input) { errors { __typename } } }",
                new { input = new { id = into } }, editor);
            await AssertEverywhereAsync(after);
        }

        async Task AssertEverywhereAsync(string typed, params string[] expected)
        {
            foreach (var client in new[] { server.Client, there })
            {
                Assert.Equal(expected, (await SuggestAsync(typed, client: client)).Select(s => Text(s, "text")));
            }
        }
    }

    [Fact]
    public async Task The_most_used_come_first_and_the_number_follows_every_change()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var word = Word();
        var (a, b) = ($"{word} aa", $"{word} bb");
        await PublishAsync("One", null, TestNewsroom.Place(a));
        var second = await PublishAsync("Two", null, TestNewsroom.Place(b));
        await PublishAsync("Three", null, TestNewsroom.Place(b));
        Assert.Equal([b, a], (await SuggestAsync(word)).Select(s => Text(s, "text")));
        await PublishAsync("Four", null, TestNewsroom.Place(a));
        await PublishAsync("Five", null, TestNewsroom.Place(a));
        Assert.Equal([a, b], (await SuggestAsync(word)).Select(s => Text(s, "text")));

        var id = (await server.QueryAsync("query($uri: String) { article(uri: $uri) { id } }", new { uri = second }))
            .GetProperty("article").GetProperty("id").GetString()!;
        await ArticleAsync(editor, "withdraw", id);
        await PublishAsync("Six", null, TestNewsroom.Place(b), TestNewsroom.Place(a));
        await PublishAsync("Seven", null, TestNewsroom.Place(b));
        Assert.Equal([a, b], (await SuggestAsync(word)).Select(s => Text(s, "text")));
        await PublishAsync("Eight", null, TestNewsroom.Place(b));
        await PublishAsync("Nine", null, TestNewsroom.Place(b));
        Assert.Equal([b, a], (await SuggestAsync(word)).Select(s => Text(s, "text")));
    }

    [Theory]
    [InlineData("first: 51", "HC0051")]
    [InlineData("first: -1", "HC0079")]
    public async Task A_bad_window_is_an_error_of_the_field(string argument, string code)
    {
        var result = await server.PostAsync($"{{ suggest(text: \"a\", {argument}) {{ text }} wire {{ cursor }} }}");
        Assert.Equal(code, result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("data").GetProperty("suggest").ValueKind);
        Assert.Equal(JsonValueKind.Object, result.GetProperty("data").GetProperty("wire").ValueKind);
    }

    [Fact]
    public async Task Texts_of_any_kind_are_answered()
    {
        string[] texts =
            [new('a', 500), string.Join(' ', Enumerable.Repeat("a", 200)), "\u200d\u0301", "𝔄𝔅", "%_\\", "a\u0301\u0301"];
        foreach (var text in texts)
        {
            await SuggestAsync(text);
        }

        Assert.True((await server.PostAsync(Suggest, new { text = new string('a', 501) })).TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task It_goes_together_with_other_fields_fragments_and_introspection()
    {
        var word = Word();
        await PublishAsync($"About {word}", null, TestNewsroom.Topic(word));
        const string both =
            """
            query($text: String!) {
              suggest(text: $text) { ...Shown } again: suggest(text: $text, kinds: TOPIC) { entity { ... on Topic { code broader { id } } } }
              articles(first: 1) { nodes { headline } }
            }
            fragment Shown on Suggestion { text entity { id ... on Topic { articles(first: 2) { nodes { headline } } } } }
            """;
        var plain = await server.QueryAsync(both, new { text = word });
        Assert.Equal($"About {word}", Text(
            plain.GetProperty("suggest")[0].GetProperty("entity").GetProperty("articles").GetProperty("nodes")[0], "headline"));
        var withSchema = both.Replace("articles(first: 1)", "__schema { queryType { name } } articles(first: 1)", StringComparison.Ordinal);
        var introspected = await server.QueryAsync(withSchema, new { text = word });
        Assert.Equal(plain.GetProperty("suggest").GetRawText(), introspected.GetProperty("suggest").GetRawText());
    }

    /// <summary>A word that is not near any other.</summary>
    private static string Word() => string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('a' + (b % 26))));

    private static string? Text(JsonElement of, string property) => of.GetProperty(property).GetString();

    private async Task<IReadOnlyList<JsonElement>> SuggestAsync(
        string text, string[]? kinds = null, int? first = null, HttpClient? client = null)
    {
        var result = await server.PostAsync(Suggest, new { text, kinds, first = first ?? 10 }, client);
        return result.TryGetProperty("errors", out var errors)
            ? throw new Xunit.Sdk.XunitException($"{errors}")
            : [.. result.GetProperty("data").GetProperty("suggest").EnumerateArray()];
    }

    private async Task<string> PublishAsync(string headline, string? section, params IncomingMention[] naming)
    {
        var item = TestNewsroom.Item(headline, naming);
        return await server.Newsroom.ImportAsync(item with { Content = item.Content with { Section = section } });
    }

    private Task<string> UpsertAsync(HttpClient editor, object input) => MutateAsync(
        editor, "upsertPerson(input: $input) { person { id } errors { __typename } }", "UpsertPersonInput", input, "upsertPerson.person.id");

    private Task<string> ArticleAsync(HttpClient editor, string verb, string id) => MutateAsync(
        editor, $"{verb}Article(input: $input) {{ article {{ id }} errors {{ __typename }} }}",
        $"{char.ToUpperInvariant(verb[0])}{verb[1..]}ArticleInput", new { id }, $"{verb}Article.article.id");

    private async Task<string> MutateAsync(HttpClient editor, string field, string inputType, object input, string path)
    {
        var result = await server.PostAsync($"mutation($input: {inputType}!) {{ {field} }}", new { input }, editor);
        return path.Split('.').Aggregate(result.GetProperty("data"), (at, step) => at.GetProperty(step)).GetString()
            ?? throw new Xunit.Sdk.XunitException($"{result}");
    }
}
