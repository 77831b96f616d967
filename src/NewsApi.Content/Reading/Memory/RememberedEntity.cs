using NewsApi.Content.Entities;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Memory;

/// <summary>A person, place or topic in memory, with the values of all its fields.</summary>
/// <param name="values">The value of each field of the table, by <see cref="Field.Ordinal"/>.</param>
/// <param name="readAt">The head of the log in the snapshot from which the entity was read.</param>
/// <param name="size">An estimate of its memory in bytes.</param>
internal sealed class RememberedEntity(ContentTable table, object?[] values, WireCursor readAt, long size)
{
    // The row of the last request. Most requests of a site have the same documents, so they select the same fields.
    private Row? _row;

    public EntityKind Kind => table.EntityKind;

    public WireCursor ReadAt => readAt;

    public long Size => size;

    /// <summary>Returns a row with some of the fields. Requests share the row, so nothing may be attached to it.</summary>
    public Row ToRow(Field[] fields)
    {
        if (_row is { } row && row.Has(fields))
        {
            return row;
        }

        return _row = new Row(table, fields, [.. fields.Select(f => values[f.Ordinal])]);
    }
}
