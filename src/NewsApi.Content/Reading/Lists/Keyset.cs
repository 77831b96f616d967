using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Writes the SQL that begins a page at a cursor. PostgreSQL does not read the rows before the cursor. If all keys have one direction and
/// cannot be null, the SQL is a row comparison. PostgreSQL then starts in an index at the cursor, even far from the beginning of the list.
/// Otherwise the SQL has several branches. Each branch is a SELECT with its own order and limit. In the rows of a branch, the first keys
/// have the same values as the cursor, and the next key comes after its value in the cursor. The number of equal keys differs from branch
/// to branch. There are several SELECTs, because one SELECT with an OR of all branches would read every row before the page.
/// </summary>
public sealed class Keyset
{
    private readonly ValueList<SortKey> _keys;
    private readonly ValueList<object?>? _cursor;

    /// <param name="order">The sort keys of the list, the most significant key first.</param>
    /// <param name="cursor">
    /// The values of the sort keys and the id, in the row of the cursor. Null for a page that begins at an end of the list.
    /// </param>
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

    /// <summary>Returns the ORDER BY list. Both the list and PostgreSQL sort null as the largest value.</summary>
    /// <param name="column">Returns the SQL of a field in the ORDER BY list.</param>
    public string OrderBy(Func<Field, string> column) =>
        string.Join(", ", _keys.Select(k => k.Sql(column) + (k.Descending ? " desc" : "")));

    /// <summary>
    /// Returns the condition of each branch of the page. The rows of an earlier branch come first in the page. Usually there is one branch.
    /// </summary>
    /// <param name="neverNull">Returns true for a field that cannot be null in the rows of the statement.</param>
    public IReadOnlyList<string> BuildBranches(Func<Field, string> column, SqlText sql, Func<Field, bool> neverNull)
    {
        if (_cursor is null)
        {
            return ["true"];
        }

        if (_keys.All(k => k.Descending == _keys[0].Descending) && _keys.All(k => neverNull(k.Field)) && _cursor.All(v => v is not null))
        {
            var columns = string.Join(", ", _keys.Select(k => k.Sql(column)));
            var values = string.Join(", ", _keys.Zip(_cursor, (k, v) => AddValue(k, v, sql)));
            return [$"({columns}) {(_keys[0].Descending ? "<" : ">")} ({values})"];
        }

        var branches = new List<string>();
        for (var shared = _keys.Count - 1; shared >= 0; shared--)
        {
            var prefix = string.Concat(_keys.Zip(_cursor).Take(shared).Select(k => $"{IsEqual(k.First, k.Second, column, sql)} and "));
            branches.AddRange(IsAfter(_keys[shared], _cursor[shared], column, sql, neverNull).Select(after => prefix + after));
        }

        return branches;
    }

    /// <summary>
    /// Returns the branches as one condition. Use it only to exclude rows that PostgreSQL reads anyway, because an index may not find the
    /// rows of several branches.
    /// </summary>
    public string BuildCondition(Func<Field, string> column, SqlText sql, Func<Field, bool> neverNull) =>
        $"({string.Join(" or ", BuildBranches(column, sql, neverNull).Select(branch => $"({branch})"))})";

    private static string IsEqual(SortKey key, object? value, Func<Field, string> column, SqlText sql) => value is null
        ? $"{column(key.Field)} is null"
        : $"{key.Sql(column)} = {AddValue(key, value, sql)}";

    private static IEnumerable<string> IsAfter(
        SortKey key, object? value, Func<Field, string> column, SqlText sql, Func<Field, bool> neverNull)
    {
        var expression = key.Sql(column);
        switch (key.Descending, value)
        {
            case (true, null):
                yield return $"{expression} is not null";
                break;
            case (true, _):
                yield return $"{expression} < {AddValue(key, value, sql)}";
                break;
            case (false, null):
                // Null is the largest value: no row comes after it.
                break;
            default:
                yield return $"{expression} > {AddValue(key, value, sql)}";
                if (!neverNull(key.Field))
                {
                    yield return $"{expression} is null";
                }

                break;
        }
    }

    private static string AddValue(SortKey key, object? value, SqlText sql) =>
        sql.AddParameter(key.Field, value ?? throw new ArgumentNullException(nameof(value), "Null is compared by IS NULL."));
}
