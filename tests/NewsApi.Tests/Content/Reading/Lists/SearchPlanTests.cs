using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

/// <summary>
/// Searches for words of every frequency: in all of the archive's articles, in one of nine, of 97, of 4000, in the oldest two
/// fifths, in none.
/// </summary>
public sealed class SearchPlanTests(Archive archive) : IClassFixture<Archive>
{
    private static readonly string[] Words =
        ["word", "ninth", "middling", "seldom", "older", "nowhere", "seldom or middling", "ninth -word", "older ninth"];

    private static readonly Dictionary<string, SortKey[]> Sorts = new()
    {
        ["publishedAt desc"] = [TestLists.By(ContentTable.Article, "PublishedAt", descending: true)],
        ["publishedAt"] = [TestLists.By(ContentTable.Article, "PublishedAt")],
        ["updatedAt desc"] = [TestLists.By(ContentTable.Article, "UpdatedAt", descending: true)],
        ["headline"] = [TestLists.By(ContentTable.Article, "Headline")],
    };

    public static TheoryData<string, string> Lists { get; } = new(
        Sorts.Keys.SelectMany(sort => new[] { "", "frequent", "rare" }.Select(topic => (sort, topic))));

    public static TheoryData<string> Frequencies { get; } = new(Words);

    /// <summary>Every fourth row of what the list should give is a cursor, in both directions.</summary>
    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_page_and_its_count_equal_those_of_a_scan_of_every_article(string sort, string topic)
    {
        foreach (var word in Words)
        {
            var where = topic.Length == 0 ? Search(word) : Condition.All([Search(word), Topic(topic)]);
            var list = List(where) with { Order = [.. Sorts[sort]], Parts = ListParts.Rows | ListParts.TotalCount };
            var all = await ByLookingAtEachAsync(word, sort, topic);
            foreach (var at in new[] { -1, 0, all.Count / 4, all.Count / 2, all.Count - 1 }.Where(at => at < all.Count).Distinct())
            {
                foreach (var backward in new[] { false, true })
                {
                    var cursor = at < 0 ? null : await CursorAsync(list, all[at]);
                    var page = await archive.Database.ReadAsync(list with { Cursor = cursor, Backward = backward }, Visibility.Public);
                    var expected = backward ? (at < 0 ? all : all.Take(at)).TakeLast(list.Size) : all.Skip(at + 1).Take(list.Size);
                    Assert.Equal(expected, page.Ids());
                    Assert.Equal(all.Count, page.TotalCount);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Frequencies))]
    public async Task A_search_combined_with_other_conditions_finds_the_same_articles_as_alone(string word)
    {
        var found = (await ByLookingAtEachAsync(word, "publishedAt desc", "")).ToHashSet();
        var all = await ByLookingAtEachAsync("word", "publishedAt desc", "");
        var list = List(Condition.True);
        var without = await archive.Database.ReadAsync(list with { Where = new Condition.Not(Search(word)) }, Visibility.Public);
        Assert.Equal(all.Where(id => !found.Contains(id)).Take(list.Size), without.Ids());

        var either = await archive.Database.ReadAsync(
            list with { Where = Condition.Either([Search(word), Topic("rare")]) }, Visibility.Public);
        Assert.Equal(all.Where(id => found.Contains(id) || id % 1000 == 3).Take(list.Size), either.Ids());

        var two = await archive.Database.ReadAsync(list with { Where = Condition.All([Search(word), Search("ninth")]) }, Visibility.Public);
        Assert.Equal(all.Where(id => found.Contains(id) && id % 9 == 0).Take(list.Size), two.Ids());
    }

    [Theory]
    [MemberData(nameof(Frequencies))]
    public async Task The_articles_of_each_topic_can_be_searched(string word)
    {
        var sql = new NestedListSql(new ListPlan(List(Search(word))), [3002], Visibility.Public);
        var found = (await ByLookingAtEachAsync(word, "publishedAt desc", "rare")).Take(21).Order();
        Assert.Equal(found, (await RowsAsync(sql.SelectRows())).Order());
    }

    /// <summary>A page, the rows looked at beside the cursor, those counted, and the way to a page past both.</summary>
    [Theory]
    [InlineData("word")]
    [InlineData("ninth")]
    [InlineData("middling")]
    [InlineData("seldom")]
    [InlineData("nowhere")]
    [InlineData("seldom or middling")]
    public async Task A_search_for_a_word_of_any_frequency_reads_a_bounded_part_of_the_articles(string word)
    {
        foreach (var sort in new[] { "publishedAt desc", "publishedAt", "updatedAt desc" })
        {
            foreach (var where in new[] { Search(word), Condition.All([Search(word), Topic("frequent")]) })
            {
                var sql = await SqlAsync(List(where) with { Order = [.. Sorts[sort]] });
                var plan = await ExplainedPlan.OfAsync(archive.Database, sql.SelectRows());
                Assert.False(plan.ReadsAll("article"), plan.Text);
                Assert.True(plan.Buffers < 12_000, $"{sort}: {plan.Buffers} buffers. {plan.Text}");
            }
        }
    }

    [Theory]
    [InlineData("seldom", 120)]
    [InlineData("nowhere", 100)]
    [InlineData("word", 150)]
    public async Task A_search_for_a_rare_or_a_very_frequent_word_reads_few_buffers(string word, long buffers)
    {
        var plan = await ExplainedPlan.OfAsync(archive.Database, (await SqlAsync(List(Search(word)))).SelectRows());
        Assert.True(plan.Buffers < buffers, $"{plan.Buffers} buffers. {plan.Text}");
    }

    [Theory]
    [InlineData("seldom")]
    [InlineData("nowhere")]
    public async Task Counting_the_articles_with_a_rare_word_reads_few_buffers(string word)
    {
        foreach (var where in new[] { Search(word), Condition.All([Search(word), Topic("frequent")]) })
        {
            var sql = await SqlAsync(List(where) with { Parts = ListParts.TotalCount });
            var plan = await ExplainedPlan.OfAsync(archive.Database, sql.CountRows());
            Assert.True(plan.Buffers < 300, $"{plan.Buffers} buffers. {plan.Text}");
        }
    }

    private static Condition.Search Search(string word) => new(ContentTable.Article, word);

    private static Condition.Some Topic(string slug) => new(Relation.Topics, Condition.IsOneOf(ContentTable.Topic["Slug"], [slug]));

    private static ListQuery List(Condition where) =>
        TestLists.Of(ContentTable.Article, "Headline").List(size: 20) with { Where = where, Order = [.. Sorts["publishedAt desc"]] };

    private async Task<ListSql> SqlAsync(ListQuery list)
    {
        await using var snapshot = new SnapshotFactory(archive.Database.Database).Open(Visibility.Public);
        return new ListSql(await snapshot.PlanAsync(list, TestContext.Current.CancellationToken), Visibility.Public);
    }

    private async Task<IReadOnlyList<long>> RowsAsync(NewsApi.Content.Reading.Statements.SqlText sql)
    {
        await using var connection = await archive.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = sql.ToCommand(connection, "select item.c0 from (", ") item");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private async Task<IReadOnlyList<long>> ByLookingAtEachAsync(string word, string sort, string topic)
    {
        var order = sort switch
        {
            "publishedAt desc" => "published_at desc, id desc",
            "publishedAt" => "published_at, id",
            "updatedAt desc" => "updated_at desc, id desc",
            _ => "headline collate \"und-x-icu\", id",
        };
        var matches = word switch
        {
            "word" => "true",
            "ninth" => "id % 9 = 0",
            "middling" => "id % 97 = 0",
            "seldom" => "id % 4000 = 0",
            "older" => "id <= 8000",
            "older ninth" => "id <= 8000 and id % 9 = 0",
            "seldom or middling" => "id % 97 = 0 or id % 4000 = 0",
            _ => "false",
        };
        var topics = topic.Length == 0 ? "true" : $"""
            exists (select from mention m join entity e on e.id = m.entity_id where m.article_id = article.id and e.kind = 3 and e.slug = '{topic}')
            """;
        return await archive.Database.ScalarAsync<long[]>(
            $"select coalesce(array_agg(id order by {order}), array[]::bigint[]) from article where ({matches}) and {topics}");
    }

    private async Task<NewsApi.Content.ValueList<object?>> CursorAsync(ListQuery list, long id)
    {
        var one = list with { Where = Condition.IsOneOf(ContentTable.Article.Id, [id]), Parts = ListParts.Rows };
        var row = (await archive.Database.ReadAsync(one, Visibility.Public)).Rows[0];
        return [.. list.Order.Select(k => row[k.Field]), row.Id];
    }
}
