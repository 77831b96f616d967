using System.Runtime.InteropServices;

namespace NewsApi.Content.Reading.Related;

/// <summary>Groups related rows by the row that they belong to.</summary>
internal sealed class RowGroups<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, List<Row>> _rows = [];

    public IEnumerable<Row> All => _rows.Values.SelectMany(r => r);

    /// <summary>Returns the rows of a key, in the order in which they were added; no rows for an unknown key.</summary>
    public IReadOnlyList<Row> this[TKey key] => _rows.GetValueOrDefault(key) ?? [];

    public void Add(TKey key, Row row) => (CollectionsMarshal.GetValueRefOrAddDefault(_rows, key, out _) ??= []).Add(row);
}
