using NewsApi.Content.Articles;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

public sealed class SearchSnippetTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await server.Database.TruncateAsync("article, entity");

    [Theory]
    [InlineData("en", "Ferries <sail> & return. The FERRY waits.", "ferry", "<mark>Ferries</mark> &lt;sail&gt; &amp; return. The <mark>FERRY</mark> waits.")]
    [InlineData("en", "A letter from Montréal", "montreal", "A letter from <mark>Montréal</mark>")]
    [InlineData("en", "A letter from Montreal", "Montréal", "A letter from <mark>Montreal</mark>")]
    [InlineData("de", "Die Häuser in Düsseldorf", "haus dusseldorf", "Die <mark>Häuser</mark> in <mark>Düsseldorf</mark>")]
    [InlineData("fr", "Les élèves arrivent", "eleve", "Les <mark>élèves</mark> arrivent")]
    [InlineData("en", "The night train to Trieste", "\"night train\"", "The <mark>night</mark> <mark>train</mark> to Trieste")]
    [InlineData("en", "The train \ue000to\ue001 Trieste", "train", "The <mark>train</mark> to Trieste")]
    public async Task Found_words_are_marked_in_the_spelling_of_the_article(string language, string text, string search, string snippet)
    {
        await server.Database.StoreAsync(Article("Headline", language, body: text));
        Assert.Equal([snippet], await SnippetsAsync("articles(search: $search)", search));
    }

    [Fact]
    public async Task A_snippet_is_of_the_summary_if_the_body_has_no_match_or_of_the_beginning_if_neither_has()
    {
        await server.Database.StoreAsync(
            Article("One", "en", body: "Nothing here", summary: "About a ferry"), Article("A ferry", "en", body: "Nothing there"),
            Article("The ferry", "en"));
        Assert.Equal(["", "About a <mark>ferry</mark>", "Nothing there"], await SnippetsAsync("articles(search: $search)", "ferries"));
    }

    [Fact]
    public async Task The_client_can_set_the_length_of_a_snippet()
    {
        await server.Database.StoreAsync(Article("One", "en", body: $"{string.Concat(Enumerable.Repeat("word ", 99))}ferry"));
        Assert.Equal(["…word word word <mark>ferry</mark>"], await SnippetsAsync("articles(search: $search)", "ferry", "(maxLength: 21)"));
        Assert.Equal(["…word word <mark>ferry</mark>"], await SnippetsAsync("articles(search: $search)", "ferry", "(maxLength: -1)"));
    }

    [Fact]
    public async Task A_snippet_is_empty_without_a_search()
    {
        await server.Database.StoreAsync(Article("One", "en", body: "A ferry"));
        Assert.Equal([""], await SnippetsAsync("articles", null));
        Assert.Equal([""], await SnippetsAsync("articles(search: $search)", " "));
        Assert.Equal([""], await SnippetsAsync("articles(where: {not: {search: $search}})", "nothing"));
        Assert.Equal(["A <mark>ferry</mark>"], await SnippetsAsync("articles(where: {search: $search})", "ferry"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Article Article(string headline, string language, string? body = null, string? summary = null)
    {
        var content = new ArticleContent { Headline = headline, Language = language, Summary = summary };
        var article = Some.Article(headline, Some.Moment, content);
        article.BodyText = body;
        return article;
    }

    private async Task<IEnumerable<string>> SnippetsAsync(string list, string? search, string arguments = "")
    {
        var variable = search is null ? "" : "($search: String)";
        var data = await server.QueryAsync(
            $"query {variable} {{ {list} {{ nodes {{ searchSnippet{arguments} topics {{ id }} }} }} }}", new { search });
        return data.GetProperty("articles").GetProperty("nodes").EnumerateArray()
            .Select(n => n.GetProperty("searchSnippet").GetString() ?? "").Order(StringComparer.Ordinal);
    }
}
