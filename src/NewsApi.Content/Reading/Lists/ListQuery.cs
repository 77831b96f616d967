using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// A page of a list to read: the filter and the order of the list, the place of the page in the list, and the parts of the page.
/// </summary>
public sealed record ListQuery
{
    public required Selection Selection { get; init; }

    public Condition Where { get; init; } = Condition.True;

    /// <summary>
    /// The filter of the request, if <see cref="Where"/> is a rewritten form of this filter. Null if <see cref="Where"/> is the filter of
    /// the request itself. Cursors are made for the filter of the request.
    /// </summary>
    public Condition? OriginalWhere { get; init; }

    /// <summary>The sort keys. The id follows them as the last key, so that two rows are never equal.</summary>
    public required ValueList<SortKey> Order { get; init; }

    /// <summary>The largest number of rows in the page.</summary>
    public required int Size { get; init; }

    /// <summary>True if the page has the last rows before a cursor; false if it has the first rows after a cursor.</summary>
    public bool Backward { get; init; }

    /// <summary>
    /// The values of the sort keys and the id at the cursor where the page begins. Null if the page begins at an end of the list: with the
    /// first row, or with the last row if <see cref="Backward"/> is true.
    /// </summary>
    public ValueList<object?>? Cursor { get; init; }

    /// <summary>
    /// The values of the sort keys and the id of the row before which the page ends. Null if only <see cref="Size"/> limits the page.
    /// </summary>
    public ValueList<object?>? EndCursor { get; init; }

    /// <summary>The number of rows to leave out before the page; 0 if the page begins at a cursor.</summary>
    public int Skip { get; init; }

    /// <summary>
    /// True if a list under a place or topic also has the articles of everything below that place or topic. False for other lists.
    /// </summary>
    public bool IncludesBelow { get; init; }

    /// <summary>
    /// The moment from which the age of an article is measured for its relevance; null if the order is not by relevance. Cursors contain
    /// this moment, so that the order of a list does not change from page to page.
    /// </summary>
    public DateTime? Moment { get; init; }

    /// <summary>Which parts of the page are read: its rows, the number of rows in the whole list, or both.</summary>
    public ListParts Parts { get; init; } = ListParts.Rows;

    /// <summary>The facets to read with the page. Empty if the rows of the list are not articles.</summary>
    public ValueList<FacetRead> Facets { get; init; } = [];

    /// <summary>The selections of all rows that are read: the rows of the page, and the people, places and topics of facets.</summary>
    public IReadOnlyList<Selection> Selections =>
        Facets.Count == 0 ? [Selection] : [Selection, .. Facets.OfType<FacetRead.OfEntities>().Select(f => f.Selection)];

    /// <summary>
    /// The same list of articles, with the ids of their people, places and topics. The list itself if it reads other related rows, or more
    /// of the people, places and topics than their own fields. Also if its statement makes rows that are not in the page: for a search or
    /// after skipped rows, PostgreSQL would look up the mentions of all of them.
    /// </summary>
    internal ListQuery WithMentionedIds =>
        Table == ContentTable.Article && Skip == 0 && !Where.Any(c => c is Condition.Search) && Selection.Related is { Count: > 0 } related
        && related.All(r => r.Relation.Kind == RelationKind.Entities && r.Selection.Related.Count == 0)
            ? this with { Selection = Selection.WithMentionedIds }
            : this;

    /// <summary>True if the filter is on a unique value, so that the SQL needs neither a limit nor an order.</summary>
    public bool IsLookup { get; private init; }

    public ContentTable Table => Selection.Table;

    /// <summary>True if the list is sorted by relevance.</summary>
    public bool IsRanked => Order.Any(k => k.Field.Name == ContentTable.Relevance);

    /// <summary>Makes a list of the rows that a filter on a unique value matches. The list has no order.</summary>
    /// <param name="size">The largest number of rows that can match.</param>
    public static ListQuery Lookup(Selection selection, Condition where, int size) =>
        new() { Selection = selection, Where = where, Order = [], Size = size, IsLookup = true };

    /// <summary>
    /// The text that identifies the list by its table, its filter and its order. The size and the cursors of the page are not in the text.
    /// A cursor is valid only for a list with the same key.
    /// </summary>
    public string Key =>
        $"{Table.Name}{(IncludesBelow ? " below" : "")} {(OriginalWhere ?? Where).Key} by {string.Join(", ", Order.Select(k => k.Key))}";
}
