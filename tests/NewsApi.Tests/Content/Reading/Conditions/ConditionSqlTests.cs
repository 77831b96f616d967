using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Conditions;

public sealed class ConditionSqlTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Field Headline = ContentTable.Article["Headline"];
    private static readonly Field Section = ContentTable.Article["Section"];

    [Fact]
    public async Task SQL_and_an_evaluation_in_memory_agree_on_random_conditions()
    {
        var news = new RandomNews(seed: 1);
        await database.ExecuteAsync("truncate article cascade");
        await database.StoreAsync(news.Entities);
        var articles = news.SomeArticles(60);
        await database.StoreAsync(articles);
        foreach (var mention in articles.SelectMany(a => a.Mentions))
        {
            mention.Entity ??= news.Entities.Single(e => e.Id == mention.EntityId);
        }

        var (some, none) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var condition = news.SomeCondition(depth: 3);
            var expected = articles.Where(a => ConditionTruth.Holds(condition, a)).Select(a => a.Id).Order().ToArray();
            var page = await database.ReadAsync(
                TestLists.Of(ContentTable.Article).List() with { Where = condition, Parts = ListParts.Rows | ListParts.TotalCount });
            Assert.True(expected.SequenceEqual(page.Ids()), condition.Key);
            Assert.True(expected.Length == page.TotalCount, condition.Key);
            _ = expected.Length is 0 or 60 ? none++ : some++;
        }

        // Filters that match everything or nothing prove little.
        Assert.True(some > none, $"{some} filters match a part, {none} all or nothing.");
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData(@"\")]
    [InlineData(@"\%")]
    [InlineData("100%_")]
    public async Task Percent_underscore_and_backslash_in_a_filter_match_literally(string part)
    {
        await database.ExecuteAsync("truncate article cascade");
        await database.StoreAsync(Some.Article("plain"), Some.Article($"x{part}y"), Some.Article($"{part}y"), Some.Article($"x{part}"));

        Assert.Equal([$"x{part}y", $"{part}y", $"x{part}"], await HeadlinesAsync(Operators.Contains, part));
        Assert.Equal([$"{part}y"], await HeadlinesAsync(Operators.StartsWith, part));
        Assert.Equal([$"x{part}"], await HeadlinesAsync(Operators.EndsWith, part));
    }

    [Fact]
    public async Task A_negated_comparison_includes_rows_whose_value_is_null()
    {
        await database.ExecuteAsync("truncate article cascade");
        await database.StoreAsync(Article("none", null), Article("sport", "Sport"), Article("world", "World"));

        var isSport = new Condition.Compare(Section, Operators.Equal, "Sport");
        Assert.Equal(["sport"], await HeadlinesAsync(isSport));
        Assert.Equal(["none", "world"], await HeadlinesAsync(new Condition.Not(isSport)));
        Assert.Equal(["none"], await HeadlinesAsync(new Condition.Not(Condition.IsOneOf(Section, ["Sport", "World"]))));
        Assert.Equal(["none", "sport"], await HeadlinesAsync(Condition.IsOneOf(Section, ["Sport", null])));
        Assert.Equal(["world"], await HeadlinesAsync(new Condition.Not(Condition.IsOneOf(Section, ["Sport", null]))));
    }

    [Fact]
    public async Task A_value_never_enters_the_text_of_a_statement()
    {
        await database.ExecuteAsync("truncate article cascade");
        await database.StoreAsync(Some.Article("'; drop table article; --"));
        using var log = new StatementLog(database);

        Assert.Single(await HeadlinesAsync(Operators.Equal, "'; drop table article; --"));
        Assert.NotEmpty(log.RoundTrips);
        Assert.All(log.RoundTrips, sql => Assert.DoesNotContain("drop", sql, StringComparison.Ordinal));
    }

    private static Article Article(string headline, string? section) =>
        Some.Article(headline, content: new ArticleContent { Headline = headline, Language = "en", Section = section });

    private Task<string?[]> HeadlinesAsync(Operator op, string value) => HeadlinesAsync(new Condition.Compare(Headline, op, value));

    private async Task<string?[]> HeadlinesAsync(Condition where)
    {
        var page = await database.ReadAsync(TestLists.Of(ContentTable.Article, "Headline").List() with { Where = where });
        return [.. page.Rows.Select(r => r.Headline())];
    }
}
