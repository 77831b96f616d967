using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A list that is wanted: of what, which of it, in what order, and which stretch.</summary>
public sealed record ListQuery
{
    public required Selection Selection { get; init; }

    public Condition Where { get; init; } = Condition.True;

    /// <summary>The filter as it was asked for, where <see cref="Where"/> is another that means the same now; cursors belong to it.</summary>
    public Condition? OriginalWhere { get; init; }

    /// <summary>The sort keys; the id is always the last, so that no two rows are equal.</summary>
    public required ValueList<SortKey> Order { get; init; }

    /// <summary>How many rows at most.</summary>
    public required int Size { get; init; }

    /// <summary>True for the last rows before a cursor instead of the first after one.</summary>
    public bool Backward { get; init; }

    /// <summary>The values of the sort keys, and then the id, at the cursor; null where the list starts at its end.</summary>
    public ValueList<object?>? Cursor { get; init; }

    /// <summary>The same for the row that the page ends before; null where only its size ends it.</summary>
    public ValueList<object?>? EndCursor { get; init; }

    /// <summary>False where only the count is wanted, and no rows.</summary>
    public bool WantsRows { get; init; } = true;

    public bool WantsTotalCount { get; init; }

    /// <summary>True where the filter names rows by a unique value, so that <see cref="Size"/> leaves none out, and they are wanted in no order.</summary>
    public bool IsLookup { get; private init; }

    public ContentTable Table => Selection.Table;

    /// <summary>The rows that a filter names by a unique value, in no order.</summary>
    /// <param name="size">How many it names at most.</param>
    public static ListQuery Named(Selection selection, Condition where, int size) =>
        new() { Selection = selection, Where = where, Order = [], Size = size, IsLookup = true };

    /// <summary>Identifies the list apart from size and stretch: what a cursor belongs to.</summary>
    public string Key => $"{Table.Name} {(OriginalWhere ?? Where).Key} by {string.Join(", ", Order.Select(k => $"{k.Field.Name}{(k.Descending ? " desc" : "")}"))}";
}
