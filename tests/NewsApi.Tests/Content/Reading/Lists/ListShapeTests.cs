using CsCheck;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

/// <summary>A statement whose text was written for another list reads the same as one that is written anew.</summary>
public sealed class ListShapeTests(KeysetTests.SixtyArticles news) : IClassFixture<KeysetTests.SixtyArticles>
{
    private static readonly SortKey[][] Orders =
    [
        [], [TestLists.By(ContentTable.Article, "PublishedAt", descending: true)], [TestLists.By(ContentTable.Article, "Headline")],
        [KeysetTests.DistanceTo(3)], [KeysetTests.DistanceTo(40, descending: true)],
    ];

    [Fact]
    public async Task A_list_reads_the_same_with_a_selection_that_other_lists_have_used()
    {
        // One selection for each order, because a selection keeps only the columns of its latest order.
        var used = Array.ConvertAll(Orders, _ => Fields());
        await Gen.Select(Gen.Int[0, Orders.Length - 1], Gen.Int[0, 8], Gen.Bool, Gen.Enum<Visibility>()).SampleAsync(
            async (order, size, backward, visibility) =>
            {
                var list = used[order].List(size) with { Order = [.. Orders[order]], Backward = backward };
                var anew = list with { Selection = Fields() };
                var expected = await news.Database.ReadAsync(anew, visibility);
                Assert.Equal(expected.Ids(), (await news.Database.ReadAsync(list, visibility)).Ids());
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task Rows_are_found_by_each_value_of_a_unique_field()
    {
        var all = (await news.Database.ReadAsync(Fields().List())).Rows;
        Assert.NotEmpty(all);
        var selection = Fields();
        foreach (var name in new[] { "Slug", "Uri", "Id" })
        {
            foreach (var row in all)
            {
                var field = ContentTable.Article[name];
                await using var snapshot = new SnapshotFactory(news.Database.Database).Open(Visibility.Everything);
                var found = await snapshot.ReadOneAsync(selection, field, row[field]!, TestContext.Current.CancellationToken);
                Assert.Equal(row.Id, found?.Id);
                Assert.Equal(row.Headline(), found?.Headline());
            }
        }
    }

    [Fact]
    public async Task A_filtered_page_reads_the_same_with_the_text_that_was_written_for_other_values()
    {
        var rows = (await news.Database.ReadAsync(Fields().List(100))).Rows;
        var (order, kept) = (Orders[1], Array.ConvertAll(Filters, _ => Fields()));
        await Gen.Select(
            Gen.Int[0, Filters.Length - 1], Gen.Int[0, rows.Count - 1], Gen.Int[0, rows.Count - 1], Gen.Int[-1, rows.Count - 1], Gen.Bool,
            Gen.Enum<Visibility>()).SampleAsync(
            async (filter, a, b, after, backward, visibility) =>
            {
                var list = kept[filter].List(5) with
                {
                    Where = Filters[filter](rows[a], rows[b], a % 2 == 0 ? news.Ada : news.Oslo),
                    Order = [.. order],
                    Backward = backward,
                    Cursor = after < 0 ? null : [Of(rows[after], "PublishedAt"), rows[after].Id],
                };
                var expected = await news.Database.ReadAsync(list with { Selection = Fields() }, visibility);
                Assert.Equal(expected.Ids(), (await news.Database.ReadAsync(list, visibility)).Ids());
            },
            iter: 1_000, threads: 1);
    }

    [Fact]
    public void Lists_of_one_shape_differ_only_in_values()
    {
        var list = Fields().List(5);
        var slug = list with { Where = By("Slug", Operators.Equal, "a") };
        Assert.Equal(Shape(slug), Shape(list with { Where = By("Slug", Operators.Equal, "b") }));
        Assert.Equal(Shape(list with { Cursor = [1L] }), Shape(list with { Cursor = [2L] }));
        ListQuery[] others =
        [
            list, slug, list with { Size = 6 }, list with { Backward = true }, list with { Cursor = [1L] }, list with { EndCursor = [1L] },
            list with { Cursor = [null] }, list with { Where = By("Slug", Operators.Equal, null) },
            list with { Where = By("Slug", Operators.Less, "a") }, list with { Where = By("Uri", Operators.Equal, "a") },
            list with { Where = new Condition.Not(slug.Where) },
            list with { Where = Condition.All([slug.Where, By("Uri", Operators.Equal, "a")]) },
            list with { Where = Condition.Either([slug.Where, By("Uri", Operators.Equal, "a")]) },
            list with { Where = new Condition.Some(Relation.Topics, new Condition.HasSlug(ContentTable.Topic, ["a"])) },
            list with { Where = new Condition.Some(Relation.Places, new Condition.HasSlug(ContentTable.Place, ["a"])) },
        ];
        Assert.Equal(others.Length, others.Select(Shape).Distinct().Count());
        Assert.NotEqual(ListShape.Of(new ListPlan(list), Visibility.Public), ListShape.Of(new ListPlan(list), Visibility.Everything));
    }

    [Fact]
    public void A_list_has_no_shape_if_its_text_depends_on_more_than_that()
    {
        var list = Fields().List(5);
        Assert.NotNull(Shape(list));
        Assert.Null(Shape(list with { Skip = 1 }));
        Assert.Null(Shape(list with { Order = [KeysetTests.DistanceTo(3)] }));
        Assert.Null(Shape(list with { Where = new Condition.Search(ContentTable.Article, "a") }));
        Assert.Null(Shape(list with { Where = By("Slug", Operators.StartsWith, "a") }));
        Assert.Null(Shape(list with { Where = Condition.IsOneOf(ContentTable.Article["Slug"], ["a"]) }));
        Assert.Null(ListShape.Of(new ListPlan(list) { WasLookedUp = true }, Visibility.Public));
    }

    // The values are of other rows each time, and some are missing or the same twice.
    private static readonly Func<Row, Row, Entity, Condition>[] Filters =
    [
        (a, _, _) => By("Section", Operators.Equal, Of(a, "Section")),
        (a, b, _) => Condition.All([By("Section", Operators.Equal, Of(a, "Section")), By("Language", Operators.Equal, Of(b, "Language"))]),
        (a, b, _) => Condition.Either([By("Slug", Operators.Equal, Of(a, "Slug")), By("Slug", Operators.Equal, Of(b, "Slug"))]),
        (a, b, _) => Condition.All([By("Id", Operators.Greater, a.Id), new Condition.Not(By("Id", Operators.Equal, b.Id))]),
        (a, b, _) => Condition.All(
            [By("PublishedAt", Operators.GreaterOrEqual, Of(a, "PublishedAt")), By("PublishedAt", Operators.Less, Of(b, "PublishedAt"))]),
        (_, _, of) => Mentions(of, new Condition.HasSlug(TableOf(of), [of.Slug])),
        (a, _, of) => Condition.All(
            [Mentions(of, new Condition.HasSlug(TableOf(of), [of.Slug])), By("Section", Operators.Equal, Of(a, "Section"))]),
        (a, _, of) => Condition.All(
            [Mentions(of, new Condition.Compare(TableOf(of).Id, Operators.Equal, of.Id)), By("Id", Operators.LessOrEqual, a.Id)]),
        (a, _, of) => new Condition.Not(Condition.All(
            [Mentions(of, new Condition.HasSlug(TableOf(of), [of.Slug])), By("Id", Operators.Less, a.Id)])),
        (a, b, of) => Condition.Either(
            [Mentions(of, new Condition.HasSlug(TableOf(of), [of.Slug, "none"])), By("Headline", Operators.Contains, "a")]),
    ];

    private static object? Of(Row row, string field) => row[ContentTable.Article[field]];

    private static ContentTable TableOf(Entity entity) => entity.Kind == EntityKind.Person ? ContentTable.Person : ContentTable.Place;

    private static Condition.Some Mentions(Entity entity, Condition of) => new(Relation.EntitiesOf(TableOf(entity)), of);

    private static Condition.Compare By(string field, Operator op, object? value) => new(ContentTable.Article[field], op, value);

    private static ListShape? Shape(ListQuery list) => ListShape.Of(new ListPlan(list), Visibility.Public);

    private static Selection Fields() =>
        TestLists.Of(ContentTable.Article, "Slug", "Uri", "Headline", "Section", "Language", "PublishedAt");
}
