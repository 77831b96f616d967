using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Where in an order a page begins, as SQL that reads nothing before it. One direction without nulls is a row comparison,
/// which an index answers at any depth; anything else is a ladder: one branch for each stretch of rows that share a prefix
/// of the cursor's keys, each with its own order and limit. One OR over all of them would read everything before the page.
/// </summary>
public sealed class Keyset
{
    private readonly ValueList<SortKey> _keys;
    private readonly ValueList<object?>? _cursor;

    /// <param name="order">The sort keys, as seen in the direction of reading.</param>
    /// <param name="cursor">A value for each key and the id, or null to begin at the start.</param>
    public Keyset(ValueList<SortKey> order, Field id, ValueList<object?>? cursor, bool backward)
    {
        var lastDescending = order.Count > 0 && order[^1].Descending;
        _keys = [.. order.Append(new SortKey(id, lastDescending)).Select(k => backward ? k with { Descending = !k.Descending } : k)];
        _cursor = cursor;
        if (cursor is not null && cursor.Count != _keys.Count)
        {
            throw new ArgumentException($"The cursor has {cursor.Count} values for {_keys.Count} keys.", nameof(cursor));
        }
    }

    /// <summary>The ORDER BY list. PostgreSQL's own default already puts null where the largest value goes.</summary>
    /// <param name="column">The SQL of a field where the list is to stand.</param>
    public string OrderBy(Func<Field, string> column) => string.Join(", ", _keys.Select(k => k.Sql(column) + (k.Descending ? " desc" : "")));

    /// <summary>
    /// The conditions of the stretches that make up the page, in order. One stretch is the usual case.
    /// </summary>
    /// <param name="neverNull">True of a field that the rest of the statement keeps from being null.</param>
    public IReadOnlyList<string> Stretches(Func<Field, string> column, SqlText sql, Func<Field, bool> neverNull)
    {
        if (_cursor is null)
        {
            return ["true"];
        }

        if (_keys.All(k => k.Descending == _keys[0].Descending) && _keys.All(k => neverNull(k.Field)) && _cursor.All(v => v is not null))
        {
            var columns = string.Join(", ", _keys.Select(k => k.Sql(column)));
            var values = string.Join(", ", _keys.Select((k, i) => Value(i, sql)));
            return [$"({columns}) {(_keys[0].Descending ? "<" : ">")} ({values})"];
        }

        var stretches = new List<string>();
        for (var shared = _keys.Count - 1; shared >= 0; shared--)
        {
            var prefix = string.Concat(Enumerable.Range(0, shared).Select(i => Same(i, column, sql) + " and "));
            stretches.AddRange(After(shared, column, sql, neverNull).Select(after => prefix + after));
        }

        return stretches;
    }

    /// <summary>All of those stretches as one condition, for a bound that no index has to find.</summary>
    public string Beyond(Func<Field, string> column, SqlText sql, Func<Field, bool> neverNull) =>
        $"({string.Join(" or ", Stretches(column, sql, neverNull).Select(stretch => $"({stretch})"))})";

    private string Same(int i, Func<Field, string> column, SqlText sql) => _cursor![i] is null
        ? $"{column(_keys[i].Field)} is null"
        : $"{_keys[i].Sql(column)} = {Value(i, sql)}";

    private IEnumerable<string> After(int i, Func<Field, string> column, SqlText sql, Func<Field, bool> neverNull)
    {
        var key = _keys[i].Sql(column);
        switch (_keys[i].Descending, _cursor![i])
        {
            case (true, null):
                yield return $"{key} is not null";
                break;
            case (true, _):
                yield return $"{key} < {Value(i, sql)}";
                break;
            case (false, null):
                // Null is the largest value: nothing comes after it.
                break;
            default:
                yield return $"{key} > {Value(i, sql)}";
                if (!neverNull(_keys[i].Field))
                {
                    yield return $"{key} is null";
                }

                break;
        }
    }

    private string Value(int i, SqlText sql)
    {
        var parameter = sql.Parameter(_cursor![i]!);
        return _keys[i].Field.Type.IsEnum ? $"{parameter}::smallint" : parameter;
    }
}
