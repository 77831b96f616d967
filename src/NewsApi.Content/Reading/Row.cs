namespace NewsApi.Content.Reading;

/// <summary>One thing that was read: the values asked for, and what was read along with it.</summary>
public sealed class Row(ContentTable table)
{
    private readonly object?[] _values = new object?[table.FieldCount];
    private Dictionary<string, object?>? _related;

    // Values that are only sorted by have no place of their own.
    private Dictionary<Field, object?>? _sortedBy;

    public ContentTable Table => table;

    public long Id => (long)_values[table.Id.Ordinal]!;

    /// <summary>The value of a field; only fields that the selection asked for were read.</summary>
    public object? this[Field field]
    {
        get => field.Ordinal >= 0 ? _values[field.Ordinal] : _sortedBy![field];
        internal set
        {
            if (field.Ordinal >= 0)
            {
                _values[field.Ordinal] = value;
            }
            else
            {
                (_sortedBy ??= [])[field] = value;
            }
        }
    }

    /// <summary>What was read under this key: a <see cref="Page"/>, a list of rows, a row or null.</summary>
    public object? Related(string key) => _related is not null && _related.TryGetValue(key, out var found)
        ? found
        : throw new InvalidOperationException($"'{key}' of {table.Name} was not read along; the selection and the query disagree.");

    internal void Relate(string key, object? value) => (_related ??= [])[key] = value;
}

/// <summary>A page of a list.</summary>
/// <param name="Rows">The rows of the page in the order asked for.</param>
/// <param name="Cursors">The cursor of each row, in the same order.</param>
/// <param name="TotalCount">How many there are in all; null unless it was asked for.</param>
/// <param name="Wire">Where the change log stood when this was read.</param>
public sealed record Page(
    IReadOnlyList<Row> Rows, IReadOnlyList<string> Cursors, bool HasNext, bool HasPrevious, long? TotalCount, Wire.WireCursor Wire);
