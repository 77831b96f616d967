using System.Text;

namespace NewsApi.Content.Reading;

/// <summary>A row that was read: its selected values, and its related rows.</summary>
public sealed class Row
{
    private readonly Field[] _fields;
    private readonly object?[] _values;
    private Dictionary<string, object?>? _related;

    /// <param name="fields">The fields that were read; the rows of a list share the array.</param>
    /// <param name="values">The value of each field.</param>
    internal Row(ContentTable table, Field[] fields, object?[] values) => (Table, _fields, _values) = (table, fields, values);

    public ContentTable Table { get; }

    public long Id => (long)(this[Table.Id] ?? throw new InvalidOperationException($"A {Table.Name} has no id."));

    /// <summary>
    /// The words that a search found in the row. Null if no search read the row, or if its selection has no search marks.
    /// </summary>
    public SearchMarks? SearchMarks { get; internal set; }

    /// <summary>Returns the value of a selected field.</summary>
    public object? this[Field field] => GetRaw(field) is var value && value is byte[] text ? Encoding.UTF8.GetString(text) : value;

    /// <summary>Returns the related rows that were attached to this row under a key: a page, a list of rows, one row or null.</summary>
    public object? Related(string key) => _related is not null && _related.TryGetValue(key, out var found)
        ? found
        : throw new InvalidOperationException($"'{key}' of {Table.Name} was not read; the selection and the statement disagree.");

    /// <summary>
    /// Returns the value of a selected field. A text is a <see cref="byte"/> array, in UTF-8 as PostgreSQL sent it, so that it can be
    /// written into a response without conversion. Callers must not change the array.
    /// </summary>
    public object? GetRaw(Field field)
    {
        // Not Array.IndexOf, which compares in several steps.
        for (var i = 0; i < _fields.Length; i++)
        {
            if (ReferenceEquals(_fields[i], field))
            {
                return _values[i];
            }
        }

        throw new InvalidOperationException($"{field} was not read; the selection and the statement disagree.");
    }

    /// <summary>Returns true if exactly these fields were read: the same array.</summary>
    internal bool Has(Field[] fields) => ReferenceEquals(fields, _fields);

    internal void SetRelated(string key, object? value) => (_related ??= [])[key] = value;
}
