using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>The text of a statement, written for one list and kept for other lists with the same <see cref="ListShape"/>.</summary>
internal sealed class ListText
{
    private readonly string _text;
    private readonly bool _plansByValue;

    // For each parameter, which of the list's values it is.
    private readonly int[] _values;

    private ListText(string text, bool plansByValue, int[] values) => (_text, _plansByValue, _values) = (text, plansByValue, values);

    /// <summary>
    /// Returns the text of a statement that was just written. Returns null if a parameter is not one of the list's values as it is, or if
    /// two values are the same object, so that it is unknown which of them a parameter is.
    /// </summary>
    public static ListText? TryCreate(SqlText written, ListShape shape)
    {
        var places = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < shape.Values.Count; i++)
        {
            // All empty texts of a process are one object.
            if (shape.Values[i] is "" || !places.TryAdd(shape.Values[i], i))
            {
                return null;
            }
        }

        var values = new int[written.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!places.TryGetValue(written.Values[i], out values[i]))
            {
                return null;
            }
        }

        return new(written.ToString(), written.PlansByValue, values);
    }

    /// <summary>Makes the statement of a list with the same shape.</summary>
    public SqlText Write(ListShape shape)
    {
        var sql = new SqlText { PlansByValue = _plansByValue };
        foreach (var value in _values)
        {
            sql.AddParameter(shape.Values[value]);
        }

        return sql.Append(_text);
    }
}
