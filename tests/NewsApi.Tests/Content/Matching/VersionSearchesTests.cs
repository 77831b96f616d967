using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Matching;

/// <summary>A rename changes the names that a search reads beside a version. The version stays the same.</summary>
public sealed class VersionSearchesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const ListChangeKind Entered = ListChangeKind.Entered;
    private const ListChangeKind Left = ListChangeKind.Left;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_version_with_two_names_has_two_results_and_a_rename_is_never_an_update()
    {
        var article = await StoreAsync("Berta Berg");
        var (before, after) = (Of(article) with { SearchNames = "Nora Banks\nOslo" }, Of(article));

        Assert.Equal([Entered, Left], await KindsAsync("nora", before, after));
        Assert.Equal([Entered, Left], await KindsAsync("\"nora banks\"", before, after));
        Assert.Equal([Entered], await KindsAsync("berta", before, after));
        Assert.Equal([Entered, Left], await KindsAsync("harbour -berta", before, after));
        Assert.Equal([Entered], await KindsAsync("harbour", before, after));
        Assert.Equal([Entered], await KindsAsync("olsen", before, after));

        // Names are separate lines.
        Assert.Empty(await KindsAsync("\"banks oslo\"", before, after));
    }

    /// <summary>The search column gets a word that is not in the body, so that only a search of the column finds it.</summary>
    [Fact]
    public async Task A_search_with_former_names_does_not_parse_the_body_again()
    {
        var article = await StoreAsync("Berta Berg");
        await database.ExecuteAsync(
            $"update article set search = search || setweight('zanzibar:1', 'C') where id = {article.Id}");
        var (before, after) = (Of(article) with { SearchNames = "Nora Banks" }, Of(article));

        Assert.Equal([Entered, Left], await KindsAsync("zanzibar nora", before, after));
    }

    /// <summary>With more positions and more repetitions than PostgreSQL stores.</summary>
    [Fact]
    public async Task A_search_column_with_other_names_is_what_PostgreSQL_would_compute()
    {
        Assert.Equal(0L, await database.ScalarAsync<long>(
            $"""
            select count(*) from (
              select *, article_search(language, headline, kicker, summary, body, byline, names) as search
              from (
                select * from (values ('en'), ('nb'), ('xx')) l(language), (values ('', null, null), ('Nora sails', 'Oslo', 'At Berg')) h(headline,
                  kicker, summary), (values (null), ('Nora Banks and Berta Berg')) b(body), (values (null), ('By Olga Olsen, Nora')) w(byline)
                union all select 'en', 'Nora sails', null, null, repeat('nora berg 1 oslo ', 300), 'Nora'
                union all select 'en', 'Nora sails', null, null, string_agg('word' || i, ' ') || ' nora', 'Nora' from generate_series(1, 17000) i
              ) texts, (values (null), (E'Nora Banks\nNora\nBerg')) n(names) offset 0) a,
            (values (null), ('Berta Berg'), (E'Nora\nSailing\nOslo')) t(names)
            where ({VersionSearches.OtherNames})
              is distinct from article_search(a.language, a.headline, a.kicker, a.summary, a.body, a.byline, t.names)
            """));
    }

    private async Task<Article> StoreAsync(string names)
    {
        var article = Some.PublicArticle("Harbour bridge reopens");
        article.Content = article.Content with { Byline = "Olga Olsen" };
        article.SearchNames = names;
        await database.StoreAsync(article);
        return article;
    }

    /// <summary>The article enters the log with the first facts, and is renamed.</summary>
    private async Task<IEnumerable<ListChangeKind>> KindsAsync(string search, ChangeFacts before, ChangeFacts after)
    {
        var matcher = new ChangeMatcher(
            new Condition.Search(ContentTable.Article, search), new SnapshotFactory(database.Database));
        var changes = await matcher.MatchAsync([Change(1, null, before), Change(2, before, after)], Token);
        return changes.Select(c => c.Kind);
    }

    private static ChangeFacts Of(Article article) => ChangeFacts.Of(article, new Dictionary<long, Lineage>());

    private static WireChange Change(long position, ChangeFacts? before, ChangeFacts after) =>
        new(position, Some.Moment, ChangeKind.Article, after.Id, false, before?.ToJson(), after.ToJson());
}
