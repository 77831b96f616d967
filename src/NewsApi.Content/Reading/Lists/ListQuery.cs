using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A page of a list to read: the filter, the order, the window, and the parts of the page.</summary>
public sealed record ListQuery
{
    public required Selection Selection { get; init; }

    public Condition Where { get; init; } = Condition.True;

    /// <summary>
    /// The filter of the request, if <see cref="Where"/> is a rewritten form of it. Cursors belong to the filter of the request.
    /// </summary>
    public Condition? OriginalWhere { get; init; }

    /// <summary>The sort keys. The id follows them as the last key, so that no two rows are equal.</summary>
    public required ValueList<SortKey> Order { get; init; }

    /// <summary>The largest number of rows.</summary>
    public required int Size { get; init; }

    /// <summary>True for the last rows before a cursor instead of the first after it.</summary>
    public bool Backward { get; init; }

    /// <summary>
    /// The sort keys' values and the id at the cursor where the page begins; null if it begins with the first row, or backward with
    /// the last.
    /// </summary>
    public ValueList<object?>? Cursor { get; init; }

    /// <summary>The same values for the row before which the page ends; null if only <see cref="Size"/> limits the page.</summary>
    public ValueList<object?>? EndCursor { get; init; }

    /// <summary>
    /// The moment by which the relevance of an article counts how fresh it is; null if the order is not by relevance. Cursors carry it, so
    /// that the order of a list does not change from page to page.
    /// </summary>
    public DateTime? Moment { get; init; }

    /// <summary>What to read.</summary>
    public ListParts Parts { get; init; } = ListParts.Rows;

    /// <summary>The counts of the list's articles to read, beside the page; empty for lists of anything else.</summary>
    public ValueList<FacetRead> Facets { get; init; } = [];

    /// <summary>The selections of all rows that the page holds: its own rows, and the people, places and topics of facets.</summary>
    public IReadOnlyList<Selection> Selections => [Selection, .. Facets.OfType<FacetRead.OfEntities>().Select(f => f.Selection)];

    /// <summary>True if the filter is on a unique value, so that the SQL needs neither a limit nor an order.</summary>
    public bool IsLookup { get; private init; }

    public ContentTable Table => Selection.Table;

    /// <summary>True if a sort key is the relevance.</summary>
    public bool IsRanked => Order.Any(k => k.Field.Name == ContentTable.Relevance);

    /// <summary>The rows that a filter on a unique value matches, in no order.</summary>
    /// <param name="size">How many rows match at most.</param>
    public static ListQuery Lookup(Selection selection, Condition where, int size) =>
        new() { Selection = selection, Where = where, Order = [], Size = size, IsLookup = true };

    /// <summary>The identity of the list without its window: a cursor belongs to one key.</summary>
    public string Key => $"{Table.Name} {(OriginalWhere ?? Where).Key} by {string.Join(", ", Order.Select(k => k.Key))}";
}
