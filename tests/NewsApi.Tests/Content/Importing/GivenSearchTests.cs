using CsCheck;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

/// <summary>The words that an import has computed before its transaction, against those that PostgreSQL computes for a row.</summary>
public sealed class GivenSearchTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Enough that another connection computes the words.</summary>
    private const int Many = 60;

    private const string Compared =
        """
        select count(*) from article
        where search::text = article_search(language, headline, kicker, summary, body_text, byline, search_names)::text and given_search is null
        """;

    private const string Marker =
        """
        create or replace function article_text_search(language text, headline text, kicker text, summary text, body text) returns tsvector
        language sql immutable return 'computedbefore:1C'::tsvector
        """;

    private static readonly string[] Languages = ["en", "fr", "de-AT", "tlh", "ja"];

    private static readonly string[] Words =
        ["Night-train", "l’élève", "Düsseldorf", "O'Neil's", "and/or", "東京", "Łódź", "running", "the", "\n\n", "<b>b</b>", "0000000000", "a'b"];

    private static readonly Gen<string?> Text = Gen.OneOf(
        Gen.Const((string?)null),
        Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 30].Select(words => (string?)string.Join(' ', words)));

    private static readonly Gen<ArticleContent> Content =
        from language in Gen.Int[0, Languages.Length - 1].Select(i => Languages[i])
        from headline in Text
        from kicker in Text
        from summary in Text
        from body in Text
        from byline in Text
        select new ArticleContent
        {
            Language = language,
            Headline = $"Headline {headline}",
            Kicker = kicker,
            Summary = summary,
            Body = body,
            Byline = byline,
        };

    [Fact]
    public async Task Every_article_of_a_large_batch_has_the_words_of_its_texts_in_its_language() =>
        await Gen.Select(Content.Array[Many], Gen.Int).SampleAsync(
            async (contents, run) =>
            {
                await database.TruncateAsync("article");
                var items = contents.Select((content, i) => (Incoming)(Article(
                    $"urn:given:{run}:{i}", mentions: [Person($"Ada {i % 7}"), Place($"Łódź-{i % 5}")]) with
                { Content = content }).Documented());

                var outcomes = await database.Database.ImportAsync(new ImportOptions(), items);

                Assert.All(outcomes, o => Assert.Equal(ItemResult.Created, o.Result));
                Assert.Equal(Many, await database.ScalarAsync<long>(Compared));
            },
            iter: 5, threads: 1);

    [Fact]
    public async Task Words_are_given_only_for_new_articles_with_the_same_texts()
    {
        await database.TruncateAsync("article");
        await database.Database.ImportAsync(Article("urn:given:stored", "1"));
        var current = await database.ScalarAsync<string>(
            "select pg_get_functiondef('article_text_search(text, text, text, text, text)'::regprocedure)");
        await database.ExecuteAsync(Marker);
        try
        {
            await database.Database.ImportAsync(new ImportOptions(), [
                .. Enumerable.Range(0, Many).Select(i => Article($"urn:given:new:{i}")),
                Article("urn:given:stored", "2", Day(2), headline: "Another headline"),
                Article("urn:given:twice", "1"),
                Article("urn:given:twice", "2", Day(2), headline: "Another headline"),
                Article("urn:given:notice") with { Status = PublishingStatus.Canceled, Content = Empty, Document = "notice" },
            ]);
        }
        finally
        {
            await database.ExecuteAsync(current);
        }

        Assert.Equal(Many + 1, await database.ScalarAsync<long>("select count(*) from article where search @@ 'computedbefore'"));
        Assert.Equal(2, await database.ScalarAsync<long>(Compared));
        Assert.Equal(1, await database.ScalarAsync<long>(
            "select count(*) from article where search @@ 'computedbefore' and uri = 'urn:given:twice'"));
    }

    [Fact]
    public async Task An_import_goes_on_without_the_words_if_they_cannot_be_computed()
    {
        await database.TruncateAsync("article");
        await database.ExecuteAsync("alter function article_text_search rename to article_text_search_gone");
        try
        {
            var outcomes = await database.Database.ImportAsync(
                new ImportOptions(), Enumerable.Range(0, Many).Select(i => Article($"urn:given:without:{i}")));
            Assert.All(outcomes, o => Assert.Equal(ItemResult.Created, o.Result));
        }
        finally
        {
            await database.ExecuteAsync("alter function article_text_search_gone rename to article_text_search");
        }

        Assert.Equal(Many, await database.ScalarAsync<long>(Compared));
    }

    private static ArticleContent Empty => new() { Headline = "", Language = "en" };
}
