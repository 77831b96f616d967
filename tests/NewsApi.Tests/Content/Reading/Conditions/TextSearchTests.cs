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
    public async Task An_article_is_found_by_its_kicker_when_it_is_new_and_when_it_was_edited()
    {
        var article = Article("en", "Ships", null, null, null);
        article.Content = article.Content with { Kicker = "Lighthouse keepers" };
        await database.StoreAsync(article);
        Assert.Equal([article.Id], await FindAsync("lighthouses"));
        await database.ExecuteAsync("update article set kicker = 'Pilots' where headline = 'Ships'");
        Assert.Empty(await FindAsync("lighthouses"));
        Assert.Equal([article.Id], await FindAsync("pilot"));
    }

    [Fact]
    public async Task A_person_is_found_by_names_and_description()
    {
        var person = Some.Person("Ada Lovelace");
        (person.Aliases, person.Description) = (["Augusta Ada King", "ADA ÆRØ"], "Mathematician");
        await database.StoreAsync(person, Some.Person("Ada Yonath"), Some.Place("Lovelace"));
        foreach (var (search, found) in new[] { ("ada", 2), ("lovelace", 1), ("ærø", 1), ("augusta king", 1), ("mathematician", 1),
            ("ada -lovelace", 1), ("lov", 1), ("\"lov\"", 0), ("lov ", 0), ("yon ada", 0), ("ada aer", 1) })
        {
            var page = await database.ReadAsync(
                TestLists.Of(ContentTable.Person).List() with { Where = new Condition.Search(ContentTable.Person, search) });
            Assert.Equal(found, page.Rows.Count);
        }
    }

    /// <summary>Texts as they are written, and how readers ask for them.</summary>
    [Theory]
    [InlineData("en", "A letter from Montréal to Medellín", "montreal", true)]
    [InlineData("en", "A letter from Montreal to Medellin", "Montréal Medellín", true)]
    [InlineData("en", "The Orkney’s ferries", "orkney's ferry", true)]
    [InlineData("en", "The Orkney's ferries", "orkney’s", true)]
    [InlineData("en", "A word from O'Brien", "obrien", true)]
    [InlineData("en", "A word from OBrien", "o’brien", true)]
    [InlineData("en", "The night train to Trieste", "night-train", true)]
    [InlineData("en", "The night-train to Trieste", "night train", true)]
    [InlineData("en", "The night-train to Trieste", "nighttrain", true)]
    [InlineData("en", "The nighttrain to Trieste", "night-train", true)]
    [InlineData("en", "Trains by night", "night-train", false)]
    [InlineData("en", "The COVID-19 years", "covid 19", true)]
    [InlineData("en", "The COVID-19 years", "COVID-19", true)]
    [InlineData("en", "The COVID-19 years", "covid19", true)]
    [InlineData("en", "The Covid 19 years", "covid-19", true)]
    [InlineData("en", "Coffee in Trieste", "Trieste - coffee", true)]
    [InlineData("en", "Coffee in Trieste", "Trieste – coffee —", true)]
    [InlineData("en", "Coffee in Trieste", "Trieste -coffee", false)]
    [InlineData("en", "Coffee in Trieste", "trieste -\"coffee in\"", false)]
    [InlineData("en", "Coffee and/or tea", "tea", true)]
    [InlineData("en", "Paris–Dakar rally", "dakar paris", true)]
    [InlineData("en", "The night train to Trieste", "“night train”", true)]
    [InlineData("en", "The night train to Trieste", "„night train“ «to trieste»", true)]
    [InlineData("en", "The night train to Trieste", "‘night train’", true)]
    [InlineData("en", "The train by night", "“night train”", false)]
    [InlineData("en", "The train by night", "「night train」", false)]
    [InlineData("en", "The train by night", "‘night train’", false)]
    [InlineData("en", "The U.S. and foo.com", "u.s. foo.com", true)]
    [InlineData("en", "Ten ﬁsh and Ａ", "fish a", true)]
    [InlineData("de", "Die Häuser in Düsseldorf", "dusseldorf haus", true)]
    [InlineData("de", "Die Strassen", "Straße", true)]
    [InlineData("de", "Die Straßen", "strasse", true)]
    [InlineData("de", "Das Müsli „Kraft-Paket“", "kraftpaket musli", true)]
    [InlineData("fr", "Les écoles primaires à l’œuvre", "ecole", true)]
    [InlineData("fr", "Les écoles primaires à l’œuvre", "l'oeuvre primaire", true)]
    [InlineData("fr", "L’arrivée des élèves", "arrivees eleve", true)]
    [InlineData("fr", "L’arrivée des élèves", "arrivé", true)]
    [InlineData("fr", "L'arrivee des eleves", "élève", true)]
    [InlineData("es", "Las canciones de Medellín", "cancion medellin", true)]
    [InlineData("es", "El niño cantó", "nino", true)]
    [InlineData("pt", "Informações do São João", "informacoes sao", true)]
    [InlineData("pt", "Informações do São João", "informação", true)]
    [InlineData("el", "Τα πλοία του Οδυσσέα", "πλοιο", true)]
    [InlineData("el", "ΤΑ ΠΛΟΙΑ ΤΟΥ ΟΔΥΣΣΕΑ", "πλοία", true)]
    [InlineData("ru", "Селёдка под шубой", "селедку", true)]
    [InlineData("ru", "Селедка под шубой", "сельдь", false)]
    [InlineData("ru", "Новости о поездах", "«поезд» новость", true)]
    [InlineData("uk", "Мʼякий знак", "м'який", true)]
    [InlineData("ja", "東京都と京都府の地下鉄", "京都", true)]
    [InlineData("ja", "京都府で仕事をする", "仕事", true)]
    [InlineData("ja", "京都府で仕事をする", "府", true)]
    [InlineData("ja", "京都府で仕事をする", "「仕事を」", true)]
    [InlineData("ja", "京都府で仕事をする", "事仕", false)]
    [InlineData("ja", "ﾃﾚﾋﾞのＮＨＫ第３回", "テレビ NHK 第3回", true)]
    [InlineData("ja", "大阪、京都", "\"大阪 京都\"", true)]
    [InlineData("ja", "大阪と京都", "\"大阪 京都\"", false)]
    [InlineData("zh", "中国经济增长放缓", "经济", true)]
    [InlineData("zh-Hant", "中國經濟成長", "中國 成長", true)]
    [InlineData("en", "News from 中国经济", "中国", true)]
    [InlineData("ko", "서울에서 열린 회의", "서울", true)]
    [InlineData("ko", "대한민국서울특별시", "서울", true)]
    [InlineData("ko", "서울에서 열린 회의", "울서", false)]
    [InlineData("ar", "الأخبارُ من القاهرة", "الاخبار", true)]
    [InlineData("ar", "أحمد في المدرســة", "احمد", true)]
    [InlineData("fa", "می‌خواهم بروم", "میخواهم", true)]
    [InlineData("he", "שָׁלוֹם לכולם", "שלום", true)]
    [InlineData("tr", "İstanbul ve Diyarbakır’da", "istanbul diyarbakir", true)]
    [InlineData("tr", "ISPARTA ILGIN", "ilgin", true)]
    [InlineData("tr", "Şehirlerde güneş", "şehir gunes", true)]
    [InlineData("vi", "Đường phố Hà Nội", "duong ha noi", true)]
    [InlineData("pl", "Łódź i Kraków", "lodz krakow", true)]
    [InlineData("nb", "Tromsø og Ålesund", "tromso alesund", true)]
    [InlineData("th", "ข่าวกรุงเทพวันนี้", "กรุงเทพ", true)]
    [InlineData("hi", "दिल्ली समाचार।", "समाचार", true)]
    public async Task A_search_matches_other_spellings_of_a_text(string language, string text, string search, bool found)
    {
        await database.ExecuteAsync("truncate article, entity cascade");
        await database.StoreAsync(Article(language, "x", null, text, null));
        var page = await database.ReadAsync(
            TestLists.Of(ContentTable.Article).List() with { Where = new Condition.Search(ContentTable.Article, search) });
        Assert.Equal(found ? 1 : 0, page.Rows.Count);
    }

    /// <summary>Whatever is typed becomes a question that PostgreSQL can read.</summary>
    [Theory]
    [InlineData("'")]
    [InlineData("\\ \\' '\\ ''")]
    [InlineData("(a & b | !c) <-> d:* <2> e")]
    [InlineData("\" ' “")]
    [InlineData("- -- -\"\" -' or or or -or")]
    [InlineData("’’’ ‘’ ʼ ＇a＇ ＼b")]
    [InlineData("a\u0001b \u200b c\u00ad \ufffd")]
    [InlineData("京 都府 東京-大阪 第3回 ｶﾞ")]
    [InlineData("½ ㏂ ⑴ ﷺ ŉ")]
    [InlineData("*:* :A a:ABCD* http://x.y/z?q='w'")]
    public async Task Any_search_text_is_accepted_without_an_error(string search)
    {
        foreach (var table in new[] { ContentTable.Article, ContentTable.Place })
        {
            await database.ReadAsync(TestLists.Of(table).List() with { Where = new Condition.Search(table, search) });
        }
    }

    [Fact]
    public async Task The_search_functions_of_an_older_version_find_rows_of_the_current_version()
    {
        await database.StoreAsync(Article("fr", "Le train de nuit pour Montréal", null, "Night-train", null), Some.Place("Montréal"));
        foreach (var search in new[] { "Montréal", "montreal", "train -bus", "night-train" })
        {
            await using var command = database.Source.CreateCommand(
                "select count(*) from article a where a.search @@ article_search_query($1)");
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = search });
            Assert.Equal(1L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        await using var place = database.Source.CreateCommand(
            "select count(*) from entity e where e.search @@ entity_search_query('montréal')");
        Assert.Equal(1L, await place.ExecuteScalarAsync(TestContext.Current.CancellationToken));
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
    public async Task A_search_uses_the_index_article_by_search()
    {
        await database.ExecuteAsync(
            """
            insert into article (uri, slug, version, word_count, created_at, updated_at, corrections, headline, images, language, sources)
            select 'u' || i, 's' || i, 1, 0, now(), now(), '[]', 'Word' || i, '[]', 'en', '[]' from generate_series(1, 1000) i; analyze article
            """);
        var plan = await PlanAsync("explain select id from article a where a.search @@ article_search_terms('''word77''')");
        Assert.Contains("article_by_search", plan, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IEnumerable<long>> FindAsync(string search) => (await database.ReadAsync(
        TestLists.Of(ContentTable.Article).List() with { Where = new Condition.Search(ContentTable.Article, search) })).Ids();

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
