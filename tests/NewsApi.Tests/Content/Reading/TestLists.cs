using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading;

/// <summary>Lists and selections in one line.</summary>
internal static class TestLists
{
    public static Selection Of(ContentTable table, params string[] fields)
    {
        var selection = new Selection(table);
        foreach (var field in fields.Prepend("Id"))
        {
            selection.Add(table[field]);
        }

        return selection;
    }

    /// <summary>Also reads that relation along, under its own name.</summary>
    public static Selection With(this Selection selection, Relation relation, Selection of, ListQuery? list = null)
    {
        selection.Add(new RelatedRead(relation.Name, relation, [of], list));
        return selection;
    }

    /// <summary>A list in the order of ids.</summary>
    public static ListQuery List(this Selection selection, int size = 1000) => new() { Selection = selection, Order = [], Size = size };

    public static SortKey By(ContentTable table, string field, bool descending = false) => new(table[field], descending);

    /// <summary>The page in a snapshot of its own.</summary>
    public static async Task<Page> ReadAsync(this TestDatabase database, ListQuery list, Visibility visibility = Visibility.Everything)
    {
        await using var snapshot = new SnapshotFactory(database.Database).Open(visibility);
        return await snapshot.ReadPageAsync(list, TestContext.Current.CancellationToken);
    }

    public static IEnumerable<long> Ids(this Page page) => page.Rows.Select(r => r.Id);

    public static IReadOnlyList<Row> Rows(this Row row, string relation) => (IReadOnlyList<Row>)row.Related(relation)!;

    public static string? Name(this Row row) => (string?)row[row.Table["Name"]];

    public static string? Headline(this Row row) => (string?)row[ContentTable.Article.Field<Article>(a => a.Content.Headline)];
}
