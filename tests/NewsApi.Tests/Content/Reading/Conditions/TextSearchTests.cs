using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Conditions;

public sealed class TextSearchTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await database.ExecuteAsync("truncate article, entity cascade");
        await database.StoreAsync(
            Article("en-GB", "Ships sailing home", "The harbour waits", "They were carrying ÆRØ butter.", "By Ada Example"),
            Article("nb", "Båtene seiler hjem", null, "Havnene venter på ÆRØ.", null),
            Article("und", "Ships sailing", null, "ПЛОТЫ 東京", null),
            Article("en", "Nothing to see", null, null, null));
    }

    [Theory]
    [InlineData("sail", "Ships sailing home")]
    [InlineData("sailing", "Ships sailing|Ships sailing home")]
    [InlineData("SHIP harbour", "Ships sailing home")]
    [InlineData("carried", "Ships sailing home")]
    [InlineData("båt", "Båtene seiler hjem")]
    [InlineData("havn", "Båtene seiler hjem")]
    [InlineData("ærø", "Båtene seiler hjem|Ships sailing home")]
    [InlineData("плоты", "Ships sailing")]
    [InlineData("東京", "Ships sailing")]
    [InlineData("\"sailing home\"", "Ships sailing home")]
    [InlineData("\"home sailing\"", "")]
    [InlineData("sailing -home", "Ships sailing")]
    [InlineData("båt or плоты", "Båtene seiler hjem|Ships sailing")]
    [InlineData("ada", "Ships sailing home")]
    [InlineData("english", "")]
    [InlineData("~english", "")]
    [InlineData("the", "")]
    [InlineData("!!! ((", "")]
    public async Task An_article_is_found_by_the_words_of_its_language(string search, string headlines)
    {
        var page = await database.ReadAsync(
            TestLists.Of(ContentTable.Article, "Headline").List() with { Where = new Condition.Search(ContentTable.Article, search) });
        Assert.Equal(headlines, string.Join('|', page.Rows.Select(r => r.Headline()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_person_is_found_by_names_and_description()
    {
        var person = Some.Person("Ada Lovelace");
        (person.Aliases, person.Description) = (["Augusta Ada King", "ADA ÆRØ"], "Mathematician");
        await database.StoreAsync(person, Some.Person("Ada Yonath"), Some.Place("Lovelace"));
        foreach (var (search, found) in new[] { ("ada", 2), ("lovelace", 1), ("ærø", 1), ("augusta king", 1), ("mathematician", 1),
            ("ada -lovelace", 1), ("lov", 0) })
        {
            var page = await database.ReadAsync(
                TestLists.Of(ContentTable.Person).List() with { Where = new Condition.Search(ContentTable.Person, search) });
            Assert.Equal(found, page.Rows.Count);
        }
    }

    [Fact]
    public async Task An_article_of_any_length_can_be_stored()
    {
        foreach (var word in new[] { "w{0}-x{0} ", "a.b{0}.com/x{0} ", "\U00010300\U00010301-\U00010302 ", "{0}", "- " })
        {
            await database.StoreAsync(
                Article("en", word, null, string.Concat(Enumerable.Range(0, 400_000).Select(i => string.Format(null, word, i))), null));
        }
    }

    [Fact]
    public async Task A_search_reads_the_index()
    {
        await database.ExecuteAsync(
            """
            insert into article (uri, slug, version, word_count, created_at, updated_at, corrections, headline, images, language, sources)
            select 'u' || i, 's' || i, 1, 0, now(), now(), '[]', 'Word' || i, '[]', 'en', '[]' from generate_series(1, 1000) i; analyze article
            """);
        var plan = await PlanAsync("explain select id from article a where a.search @@ article_search_query('word77')");
        Assert.Contains("article_by_search", plan, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Article Article(string language, string headline, string? summary, string? text, string? byline)
    {
        var article = Some.Article(
            headline, Some.Moment, new ArticleContent { Headline = headline, Language = language, Summary = summary, Byline = byline });
        article.BodyText = text;
        return article;
    }

    private async Task<string> PlanAsync(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var without = new Npgsql.NpgsqlCommand("set enable_seqscan = off", connection);
        await without.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
