using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// What the SQL of a frequent list depends on, beside its columns and its order. The statements of such lists differ at most in one value,
/// so their text is written once. The lists are the first page of all rows, and the row with a value in a unique field.
/// </summary>
/// <param name="Unique">The unique field; null for a page of all rows.</param>
internal readonly record struct ListShape(Visibility Visibility, int Size, bool Backward, Field? Unique)
{
    /// <summary>Returns the shape of a list; null for a list whose text is written for each request.</summary>
    public static ListShape? Of(ListQuery list, Visibility visibility) => list switch
    {
        { Cursor: not null } or { EndCursor: not null } or { Skip: > 0 } or { IsRanked: true } => null,
        _ when list.Order.Any(k => k.Parameters.Count > 0) => null,
        { IsLookup: false, Where.IsTrue: true } => new(visibility, list.Size, list.Backward, null),
        { IsLookup: true, Where: Condition.Compare { Value: not null } by } when by.Operator == Operators.Equal =>
            new(visibility, list.Size, list.Backward, by.Field),
        _ => null,
    };

    /// <summary>Makes the statement of a list with this shape.</summary>
    public SqlText Write(string text, ListQuery list)
    {
        var sql = new SqlText();
        if (Unique is not null && list.Where is Condition.Compare { Value: { } value })
        {
            sql.AddParameter(value);
        }

        return sql.Append(text);
    }
}
