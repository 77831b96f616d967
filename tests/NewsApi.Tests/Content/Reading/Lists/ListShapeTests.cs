using CsCheck;
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
    public void A_list_with_a_place_or_a_filter_has_no_shape()
    {
        var list = Fields().List(5);
        Assert.NotNull(ListShape.Of(list, Visibility.Public));
        Assert.Null(ListShape.Of(list with { Skip = 1 }, Visibility.Public));
        Assert.Null(ListShape.Of(list with { Cursor = [1L] }, Visibility.Public));
        Assert.Null(ListShape.Of(list with { EndCursor = [1L] }, Visibility.Public));
        Assert.Null(ListShape.Of(list with { Order = [KeysetTests.DistanceTo(3)] }, Visibility.Public));
        Assert.Null(ListShape.Of(
            list with { Where = new Condition.Compare(ContentTable.Article["Slug"], Operators.Equal, "a") }, Visibility.Public));
    }

    private static Selection Fields() => TestLists.Of(ContentTable.Article, "Slug", "Uri", "Headline");
}
