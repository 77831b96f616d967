using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

/// <summary>The canonical address, the texts for search engines and the reading time: from editors, from feeds and of older rows.</summary>
public sealed class SearchEngineFieldsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Fields = "canonicalUrl seoTitle seoDescription readingTime";

    [Fact]
    public async Task Editors_set_and_remove_them_and_versions_keep_them()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var made = await MutateAsync(editor, "createArticle", new
        {
            headline = "Ferry sails again",
            language = "en",
            body = $"<p>{string.Concat(Enumerable.Repeat("word ", 300))}</p>",
            canonicalUrl = "https://first.example/ferry",
            seoTitle = "Ferry timetable",
            seoDescription = "When the ferry sails.",
        });
        Assert.Equal(("https://first.example/ferry", "Ferry timetable", "When the ferry sails.", 2), Shown(made));
        var id = made.GetProperty("id").GetString();
        await MutateAsync(editor, "publishArticle", new { id });
        var changed = await MutateAsync(editor, "updateArticle", new { id, seoTitle = (string?)null, body = "<p>Short.</p>" });
        Assert.Equal(("https://first.example/ferry", null, "When the ferry sails.", 1), Shown(changed));
        Assert.Equal([null, "Ferry timetable"], changed.GetProperty("versions").EnumerateArray().Take(2)
            .Select(v => v.GetProperty("seoTitle").GetString()));
    }

    [Theory]
    [InlineData("javascript:alert(1)", true)]
    [InlineData("ftp://first.example/ferry", true)]
    [InlineData("/ferry", true)]
    [InlineData("ferry", false)]
    public async Task A_canonical_address_that_no_browser_opens_is_rejected(string canonicalUrl, bool byTheEditorsRules)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var result = await PostAsync(editor, "createArticle", new { headline = "Ferry", language = "en", canonicalUrl });
        if (byTheEditorsRules)
        {
            var error = Assert.Single(result.GetProperty("data").GetProperty("createArticle").GetProperty("errors").EnumerateArray());
            Assert.Contains("http", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.NotEqual(0, result.GetProperty("errors").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("""
        "headlines": [{ "value": "Ferry" }, { "role": "seo", "value": "Ferry timetable" }],
        "descriptions": [{ "role": "summary", "value": "It sails." }, { "role": "seo", "value": "When the ferry sails." }],
        "altIds": [{ "role": "canonical", "value": "https://first.example/ferry" }]
        """)]
    [InlineData("""
        "headline": "Ferry", "headline_seo": "Ferry timetable", "description_text": "It sails.",
        "description_seo": "When the ferry sails.", "altids": { "canonicalUrl": "https://first.example/ferry" }
        """)]
    public async Task Feeds_bring_them(string properties)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var document = JsonDocument.Parse(
            $$"""
            { "uri": "urn:test:{{Some.Word()}}", "versionCreated": "2026-01-01T00:00:00Z", "pubStatus": "usable", "language": "en",
            "bodies": [{ "value": "{{string.Concat(Enumerable.Repeat("word ", 500))}}" }], {{properties}} }
            """).RootElement;
        var article = await MutateAsync(editor, "ingestNinjs", new { document });
        Assert.Equal(("https://first.example/ferry", "Ferry timetable", "When the ferry sails.", 3), Shown(article));
        Assert.Equal(("Ferry", "It sails."), (article.GetProperty("headline").GetString(), article.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task The_reading_time_is_filtered_and_sorted_by_also_in_rows_without_it()
    {
        var section = Some.Word();
        foreach (var words in new[] { 100, 1000, 400 })
        {
            var item = TestNewsroom.Item($"{words} words");
            await server.Newsroom.ImportAsync(item with
            {
                Content = item.Content with { Section = section, Body = $"<p>{string.Concat(Enumerable.Repeat("word ", words))}</p>" },
            });
        }

        var list = await ListAsync(section);
        Assert.Equal([1, 2], list);
        await server.Database.ExecuteAsync($"update article set reading_minutes = null where section = '{section}'");
        Assert.Equal(list, await ListAsync(section));
    }

    private async Task<IEnumerable<int>> ListAsync(string section)
    {
        var data = await server.QueryAsync(
            """
            query($section: String) {
              articles(where: { section: { eq: $section }, readingTime: { lte: 4 } }, order: { readingTime: ASC }) { nodes { readingTime } }
            }
            """,
            new { section });
        return data.GetProperty("articles").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("readingTime").GetInt32());
    }

    private static (string?, string?, string?, int) Shown(JsonElement article) => (
        article.GetProperty("canonicalUrl").GetString(), article.GetProperty("seoTitle").GetString(),
        article.GetProperty("seoDescription").GetString(), article.GetProperty("readingTime").GetInt32());

    private static async Task<JsonElement> MutateAsync(HttpClient editor, string mutation, object input)
    {
        var payload = (await PostAsync(editor, mutation, input)).GetProperty("data").GetProperty(mutation);
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("errors").ValueKind);
        return payload.GetProperty("article");
    }

    private static async Task<JsonElement> PostAsync(HttpClient editor, string mutation, object input)
    {
        var name = char.ToUpper(mutation[0], CultureInfo.InvariantCulture) + mutation[1..];
        var query =
            $$"""
            mutation($input: {{name}}Input!) { {{mutation}}(input: $input) {
              article { id headline summary {{Fields}} versions { seoTitle } } errors { ... on Error { message } }
            } }
            """;
        using var response = await editor.PostAsJsonAsync(
            "graphql", new { query, variables = new { input } }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
