using System.Buffers.Text;
using System.Text;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

public sealed class PageCursorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ListQuery Newest = TestLists.Of(ContentTable.Article)
        .List(size: 1) with
    { Order = [TestLists.By(ContentTable.Article, "PublishedAt", descending: true)] };

    public static TheoryData<string> Malformed { get; } = new(
        "", "!", "abc", "AAAA", Encode("{}"), Encode("[]"), Encode("[1,2,3]"), Encode("null"), Encode("[\"\""), Encode("\"text\""),
            Encode("[null,null,1]"));

    [Fact]
    public async Task A_cursor_is_valid_for_its_table_filter_and_order_with_any_page_size()
    {
        await database.StoreAsync(Some.PublicArticle(), Some.PublicArticle());
        var cursor = (await database.ReadAsync(Newest)).Cursors[0];
        ListQuery[] others =
        [
            Newest with { Order = [TestLists.By(ContentTable.Article, "PublishedAt")] },
            Newest with { Order = [TestLists.By(ContentTable.Article, "UpdatedAt", descending: true)] },
            Newest with { Order = [] },
            Newest with { Order = [Newest.Order[0] with { Parameters = ["harbour"] }] },
            Newest with { Where = new Condition.Compare(ContentTable.Article["Urgency"], Operators.Equal, 1) },
            TestLists.Of(ContentTable.Person).List(),
        ];

        Assert.Null(PageCursor.Read(Newest with { Size = 50, Backward = true }, cursor).Error);
        Assert.All(others, other => Assert.Equal((null, PageCursorError.OfAnotherList), PageCursor.Read(other, cursor)));
    }

    [Fact]
    public void A_cursor_is_valid_only_for_the_parameters_of_its_sort_keys()
    {
        static ListQuery Nearest(int to) => Newest with { Order = [KeysetTests.DistanceTo(to)] };
        Assert.Equal(Nearest(3), Nearest(3) with { Selection = Newest.Selection });
        Assert.Equal(Nearest(3).Key, Nearest(3).Key);
        Assert.NotEqual(Nearest(3).Key, Nearest(4).Key);
    }

    [Fact]
    public void Equivalent_filters_have_the_same_cursors()
    {
        Condition a = new Condition.Compare(ContentTable.Article["Urgency"], Operators.Equal, 1);
        Condition b = new Condition.Compare(ContentTable.Article["Section"], Operators.Equal, "World");
        Assert.Equal(
            (Newest with { Where = Condition.All([a, Condition.All([b, a])]) }).Key,
            (Newest with { Where = Condition.All([b, a]) }).Key);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_cursor_is_rejected(string cursor) =>
        Assert.Equal((null, PageCursorError.Malformed), PageCursor.Read(Newest, cursor));

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_rejected_or_read_but_never_throws()
    {
        await database.StoreAsync(Some.PublicArticle());
        var bytes = Base64Url.DecodeFromChars((await database.ReadAsync(Newest)).Cursors[0]);
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var change in new byte[] { 0, (byte)'0', (byte)'"', (byte)'-', 0xff })
            {
                var tampered = bytes.ToArray();
                tampered[i] = change;
                var (values, error) = PageCursor.Read(Newest, Base64Url.EncodeToString(tampered));
                Assert.NotEqual(values is null, error is null);
            }
        }
    }

    [Theory]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"9999-12-31T23:59:59.9999999Z\"")]
    [InlineData("null")]
    public async Task A_cursor_with_the_smallest_or_largest_time_gives_a_page(string time)
    {
        await database.StoreAsync(Some.PublicArticle());
        var written = Encoding.UTF8.GetString(Base64Url.DecodeFromChars((await database.ReadAsync(Newest)).Cursors[0]));
        var digest = written[1..written.IndexOf(',', StringComparison.Ordinal)];
        foreach (var id in new[] { long.MinValue, long.MaxValue })
        {
            var (cursor, error) = PageCursor.Read(Newest, Encode($"[{digest},{time},{id}]"));
            Assert.Null(error);
            await database.ReadAsync(Newest with { Cursor = cursor });
        }
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
