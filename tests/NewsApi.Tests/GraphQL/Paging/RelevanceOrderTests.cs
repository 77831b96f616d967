using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Lists;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary>The order of a search: which article comes first, and pages of it.</summary>
public sealed class RelevanceOrderTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const string Filler = "Nothing else is said here that anyone would look for, and it goes on like this for some more words.";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync() => await server.Database.TruncateAsync("article");

    [Fact]
    public async Task A_match_in_the_headline_ranks_above_kicker_and_summary_and_those_above_the_body()
    {
        var old = Now.AddYears(-3);
        await server.Database.StoreAsync(
            Article("In the body", old, body: $"{Filler} The ferry. {Filler}"),
            Article("In the summary", old, summary: "About the ferry"),
            Article("In the kicker", old.AddHours(-1), kicker: "About a ferry"),
            Article("A ferry", old),
            Article("Nothing", old));
        Assert.Equal(["A ferry", "In the summary", "In the kicker", "In the body"], await HeadlinesAsync("search: \"ferries\""));
        Assert.Equal(["In the body", "In the kicker", "In the summary", "A ferry"],
            await HeadlinesAsync("search: \"ferries\", order: {relevance: ASC}"));
    }

    [Fact]
    public async Task A_new_article_ranks_above_an_equally_good_old_one_and_below_a_much_better_one()
    {
        await server.Database.StoreAsync(
            Article("The old ferry", Now.AddYears(-2)), Article("The new ferry", Now.AddHours(-1)),
            Article("Today", Now.AddHours(-1), body: $"{Filler} The ferry. {Filler}"));
        Assert.Equal(["The new ferry", "The old ferry", "Today"], await HeadlinesAsync("search: \"ferry\""));
    }

    [Fact]
    public async Task Search_words_that_are_adjacent_rank_higher()
    {
        var old = Now.AddYears(-3);
        await server.Database.StoreAsync(
            Article("One", old, body: $"A night in town. {Filler} The train was late."),
            Article("Two", old.AddMinutes(-1), body: $"In town. {Filler} The night train was late."));
        Assert.Equal(["Two", "One"], await HeadlinesAsync("search: \"night train\""));
    }

    [Fact]
    public async Task Each_language_ranks_its_own_words()
    {
        await server.Database.StoreAsync(
            Article("Ein Bericht", Now.AddYears(-1), body: $"{Filler} Häuser. {Filler}", language: "de"),
            Article("Ein Haus", Now.AddYears(-1), language: "de"), Article("The haus", Now.AddYears(-2)));
        Assert.Equal(["Ein Haus", "The haus", "Ein Bericht"], await HeadlinesAsync("search: \"haus\""));
    }

    [Fact]
    public async Task Pages_of_a_search_stay_consistent_when_an_article_is_added_in_between()
    {
        await server.Database.StoreAsync(
            [.. Enumerable.Range(0, 23).Select(i => Article($"Ferry {i}", Now.AddDays(-i * 20), body: i % 2 == 0 ? "The ferry." : null))]);
        var all = await HeadlinesAsync("search: \"ferry\", first: 50");
        var walked = new List<string>();
        for (var after = ""; ;)
        {
            var page = (await server.QueryAsync(
                $$"""{ articles(search: "ferry", first: 5{{after}}) { nodes { headline } pageInfo { endCursor hasNextPage } } }"""))
                .GetProperty("articles");
            walked.AddRange(Headlines(page));
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
            {
                break;
            }

            after = $", after: \"{page.GetProperty("pageInfo").GetProperty("endCursor").GetString()}\"";
            await server.Database.StoreAsync(Article("A new ferry", TimeProvider.System.GetUtcNow()));
        }

        Assert.Equal(23, all.Count);
        Assert.Equal(all, walked.Where(h => h != "A new ferry"));
        var last = (await server.QueryAsync(
            "{ articles(search: \"ferry\", last: 5, where: {headline: {neq: \"A new ferry\"}}) { nodes { headline } } }"))
            .GetProperty("articles");
        Assert.Equal(all.TakeLast(5), Headlines(last));
    }

    [Fact]
    public async Task A_search_for_a_frequent_word_ranks_the_newest_articles_and_counts_all()
    {
        await server.Database.ExecuteAsync(
            $"""
            insert into article (uri, slug, version, word_count, created_at, updated_at, published_at, first_published_at, corrections,
            headline, images, language, sources)
            select 'f' || i, 'f' || i, 1, 0, now(), now(), t, t, '[]', case when i % 7 = 0 then 'Ferry ferry' else 'Ferry of the day' end, '[]', 'en', '[]'
            from generate_series(1, {SearchRanking.Most + 2000}) i, lateral (select now() - i * interval '1 hour' as t) times
            """);
        var page = (await server.QueryAsync("{ articles(search: \"ferry\", first: 50) { nodes { headline } totalCount } }"))
            .GetProperty("articles");
        Assert.All(Headlines(page), headline => Assert.Equal("Ferry ferry", headline));
        Assert.Equal(SearchRanking.Most + 2000, page.GetProperty("totalCount").GetInt32());
        var least = (await server.QueryAsync("{ articles(search: \"ferry\", last: 1) { nodes { publishedAt } } }")).GetProperty("articles");
        Assert.InRange(
            least.GetProperty("nodes")[0].GetProperty("publishedAt").GetDateTimeOffset(), Now.AddHours(-SearchRanking.Most - 1), Now);
    }

    [Theory]
    [InlineData("order: {relevance: DESC}")]
    [InlineData("search: \" \", order: {relevance: DESC}")]
    [InlineData("where: {not: {search: \"nothing\"}}, order: {relevance: ASC}")]
    public async Task An_order_by_relevance_without_a_search_has_the_newest_articles_first(string arguments)
    {
        await server.Database.StoreAsync(Article("Old", Now.AddDays(-2)), Article("New", Now.AddDays(-1)));
        Assert.Equal(["New", "Old"], await HeadlinesAsync(arguments));
    }

    [Fact]
    public async Task A_search_in_a_filter_is_sorted_by_time_unless_the_order_is_relevance()
    {
        await server.Database.StoreAsync(Article("Other", Now.AddDays(-1), body: "A ferry"), Article("The ferry", Now.AddDays(-900)));
        Assert.Equal(["Other", "The ferry"], await HeadlinesAsync("where: {search: \"ferry\"}"));
        Assert.Equal(["The ferry", "Other"], await HeadlinesAsync("where: {search: \"ferry\"}, order: {relevance: DESC}"));
        Assert.Equal(["Other", "The ferry"], await HeadlinesAsync("search: \"ferry\", order: {publishedAt: DESC}"));
    }

    [Fact]
    public async Task An_order_by_relevance_in_a_nested_list_is_rejected_with_the_field_that_supports_it()
    {
        await server.Database.StoreAsync(Some.Topic("Ferries"));
        var result = await server.PostAsync(
            "{ topics { nodes { articles(search: \"ferry\", order: {relevance: DESC}) { nodes { id } } } } }");
        Assert.Contains("root field `articles`", result.GetProperty("errors")[0].GetProperty("message").GetString());
        await server.QueryAsync("{ topics { nodes { articles(search: \"ferry\") { nodes { id } } } } }");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Article Article(
        string headline, DateTimeOffset publishedAt, string? kicker = null, string? summary = null, string? body = null,
        string language = "en")
    {
        var content = new ArticleContent { Headline = headline, Language = language, Kicker = kicker, Summary = summary };
        var article = Some.Article(headline, publishedAt, content);
        article.BodyText = body;
        return article;
    }

    private async Task<IReadOnlyList<string>> HeadlinesAsync(string arguments) =>
        Headlines((await server.QueryAsync($"{{ articles({arguments}) {{ nodes {{ headline }} }} }}")).GetProperty("articles"));

    private static IReadOnlyList<string> Headlines(JsonElement page) =>
        [.. page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("headline").GetString() ?? "")];
}
