using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Reading;

/// <summary>One thing that was read: the values asked for, and what was read along with it.</summary>
public sealed class Row
{
    private readonly Field[] _fields;
    private readonly object?[] _values;
    private Dictionary<string, object?>? _related;

    /// <param name="fields">What was read of it; the same list for all rows of a list.</param>
    /// <param name="values">The value of each of them.</param>
    internal Row(ContentTable table, Field[] fields, object?[] values) => (Table, _fields, _values) = (table, fields, values);

    public ContentTable Table { get; }

    public long Id => (long)this[Table.Id]!;

    /// <summary>The value of a field that the selection asked for.</summary>
    public object? this[Field field] => Array.IndexOf(_fields, field) is var at and >= 0
        ? _values[at]
        : throw new InvalidOperationException($"{field} was not read; the selection and the query disagree.");

    /// <summary>What was read under this key: a <see cref="Page"/>, a list of rows, a row or null.</summary>
    public object? Related(string key) => _related is not null && _related.TryGetValue(key, out var found)
        ? found
        : throw new InvalidOperationException($"'{key}' of {Table.Name} was not read along; the selection and the query disagree.");

    internal void Relate(string key, object? value) => (_related ??= [])[key] = value;
}
