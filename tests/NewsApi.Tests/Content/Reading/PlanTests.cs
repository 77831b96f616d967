using NewsApi.Content;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using Xunit;

namespace NewsApi.Tests.Content.Reading;

/// <summary>The plans of PostgreSQL for the statements, on enough articles to show a bad plan. No test measures time.</summary>
public sealed class PlanTests(Archive archive) : IClassFixture<Archive>
{
    private static readonly SortKey[] Newest = [TestLists.By(ContentTable.Article, "PublishedAt", descending: true)];

    private static readonly Dictionary<string, ListQuery> Mix = new()
    {
        ["newest"] = List(),
        ["newest by a frequent topic"] = List(Some(Relation.Topics, "frequent")),
        ["newest by a rare topic"] = List(Some(Relation.Topics, "rare")),
        ["newest by a frequent person"] = List(Some(Relation.People, "frequent")),
        ["newest by a rare person"] = List(Some(Relation.People, "rare")),
        ["newest by a frequent place"] = List(Some(Relation.Places, "frequent")),
        ["newest by a rare place"] = List(Some(Relation.Places, "rare")),
        ["newest by one of several topics"] = List(Some(Relation.Topics, "rare", "frequent", "other 7")),
        ["newest by a frequent and a rare one"] = List(Some(Relation.Topics, "rare"), Some(Relation.Places, "frequent")),
        ["newest by two frequent ones"] = List(Some(Relation.Topics, "frequent"), Some(Relation.Places, "frequent")),
        ["newest by one or another"] = List(Condition.Either([Some(Relation.Topics, "rare"), Some(Relation.Places, "rare")])),
        ["newest without a topic"] = List(new Condition.Not(Some(Relation.Topics, "frequent"))),
        ["newest by a topic's name"] =
            List(new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic["Name"], Operators.StartsWith, "rar"))),
        ["newest in a section"] = List(Section("Sport")),
        ["newest in a section by topic and place"] =
            List(Section("World"), Some(Relation.Topics, "frequent"), Some(Relation.Places, "frequent")),
        ["lately changed by a frequent topic"] =
            List(Some(Relation.Topics, "frequent")) with { Order = [TestLists.By(ContentTable.Article, "UpdatedAt", true)] },
        ["lately changed by a rare topic"] =
            List(Some(Relation.Topics, "rare")) with { Order = [TestLists.By(ContentTable.Article, "UpdatedAt", true)] },
        ["one by slug"] = List(new Condition.Compare(ContentTable.Article["Slug"], Operators.Equal, "article 4711")) with { Order = [] },
        ["some by id"] = List(Condition.IsOneOf(ContentTable.Article.Id, [1L, 4711L, 19_999L])) with { Order = [] },
    };

    private static readonly Dictionary<string, SortKey[]> Sorts = new()
    {
        ["publishedAt desc"] = Newest,
        ["publishedAt"] = [TestLists.By(ContentTable.Article, "PublishedAt")],
        ["updatedAt desc"] = [TestLists.By(ContentTable.Article, "UpdatedAt", descending: true)],
        ["updatedAt"] = [TestLists.By(ContentTable.Article, "UpdatedAt")],
        ["section, publishedAt desc"] = [TestLists.By(ContentTable.Article, "Section"), .. Newest],
    };

    public static TheoryData<string> Questions { get; } = new(Mix.Keys);

    public static TheoryData<string, bool> Directions { get; } = new(Sorts.Keys.SelectMany(s => new[] { (s, false), (s, true) }));

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_list_of_a_front_page_reads_only_a_few_of_the_articles(string question)
    {
        var plan = await ExplainAsync(Mix[question]);
        Assert.False(plan.ReadsAll("article"), plan.Text);

        // A page of 20, some hundred mentions that lead to no row of it where several conditions meet, and the ways down the indexes.
        Assert.True(plan.Buffers < 1000, $"{plan.Buffers} buffers. {plan.Text}");
    }

    [Theory]
    [InlineData("newest by a frequent topic")]
    [InlineData("newest by a rare topic")]
    [InlineData("newest by a frequent person")]
    [InlineData("newest by a rare person")]
    [InlineData("newest by a frequent place")]
    [InlineData("newest by a rare place")]
    public async Task The_newest_articles_of_a_topic_are_read_from_one_range_of_the_mentions(string question)
    {
        var plan = await ExplainAsync(Mix[question]);
        Assert.True(plan.RowsOf("mention_by_entity") is > 0 and <= 21, plan.Text);
        Assert.Equal(0, plan.RowsOf("article_newest"));
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task A_page_deep_in_a_list_reads_as_little_as_the_first_page(string sort, bool backward)
    {
        var list = List() with { Order = [.. Sorts[sort]], Backward = backward };
        var first = await ExplainAsync(list);
        var deep = await ExplainAsync(list with { Cursor = await FarInAsync(list) });

        // Where directions differ or there are nulls, the ladder has a branch for each key, each with its way down the index.
        var branches = Sorts[sort].Length * 2;
        Assert.True(deep.Buffers <= (first.Buffers * branches / 2)
            + (12 * branches), $"{deep.Buffers} buffers instead of {first.Buffers}. {deep.Text}");
        Assert.False(deep.ReadsAll("article"), deep.Text);
    }

    [Theory]
    [InlineData("newest by a frequent topic")]
    [InlineData("newest by one of several topics")]
    public async Task A_page_deep_in_the_list_of_a_topic_reads_as_little_as_the_first_page(string question)
    {
        var first = await ExplainAsync(Mix[question]);
        var deep = await ExplainAsync(Mix[question] with { Cursor = [Middle, 10_000L] });
        Assert.True(deep.Buffers <= first.Buffers + 20, $"{deep.Buffers} buffers instead of {first.Buffers}. {deep.Text}");
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("newest by a frequent topic")]
    [InlineData("newest by a rare topic")]
    [InlineData("newest by one of several topics")]
    [InlineData("newest in a section")]
    public async Task Counting_the_rows_of_a_list_does_not_scan_the_articles(string question)
    {
        var sql = await SqlAsync(Mix[question] with { Parts = ListParts.TotalCount });
        var plan = await ExplainedPlan.OfAsync(archive.Database, sql.CountRows());
        Assert.False(plan.ReadsAll("article"), plan.Text);
        Assert.True(plan.Buffers < 250, $"{plan.Buffers} buffers. {plan.Text}");
    }

    [Fact]
    public async Task Pages_of_several_topics_read_one_range_of_the_mentions_for_each_topic()
    {
        var sql = new NestedListSql(new ListPlan(List()), [3001, 3002, 3003, 3004, 3005], Visibility.Public);
        var plan = await ExplainedPlan.OfAsync(archive.Database, sql.SelectRows());
        Assert.False(plan.ReadsAll("article"), plan.Text);
        Assert.True(plan.RowsOf("mention_by_entity") <= 5 * 21, plan.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_page_of_a_topic_and_all_below_is_one_stretch_for_each_of_them(bool deep)
    {
        var list = List() with { IncludesBelow = true, Cursor = deep ? [Middle, 10_000L] : null };
        var plan = await ExplainedPlan.OfAsync(
            archive.Database, new NestedListSql(new ListPlan(list), [Archive.Parent], Visibility.Public).SelectRows());
        Assert.False(plan.ReadsAll("article"), plan.Text);
        Assert.InRange(plan.RowsOf("mention_by_entity"), 21, (1 + Archive.Children) * 21);
    }

    private static DateTime Middle => new(2024, 7, 27, 8, 0, 0, DateTimeKind.Utc);

    private static ListQuery List(params Condition[] where) =>
        TestLists.Of(ContentTable.Article, "Headline").List(size: 20) with { Where = Condition.All(where), Order = [.. Newest] };

    private static Condition.Compare Section(string name) => new(ContentTable.Article["Section"], Operators.Equal, name);

    private static Condition.Some Some(Relation relation, params string[] slugs) =>
        new(relation, new Condition.HasSlug(relation.To, [.. slugs]));

    private async Task<ListSql> SqlAsync(ListQuery list)
    {
        await using var snapshot = new SnapshotFactory(archive.Database.Database).Open(Visibility.Public);
        return new ListSql(await snapshot.PlanAsync(list, TestContext.Current.CancellationToken), Visibility.Public);
    }

    private async Task<ExplainedPlan> ExplainAsync(ListQuery list) =>
        await ExplainedPlan.OfAsync(archive.Database, (await SqlAsync(list)).SelectRows());

    /// <summary>The cursor of a row three quarters in.</summary>
    private async Task<ValueList<object?>> FarInAsync(ListQuery list)
    {
        var page = await archive.Database.ReadAsync(list with { Size = Archive.Articles * 3 / 4 }, Visibility.Public);
        var row = list.Backward ? page.Rows[0] : page.Rows[^1];
        return [.. list.Order.Select(k => row[k.Field]), row.Id];
    }
}
