using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// A way to compare a field with an operand: its name, the fields that take it, its SQL, and the same meaning in C#.
/// <see cref="Operators"/> declares all operators. The schema, the filters, the statements and the matching of changes are derived from
/// these declarations.
/// </summary>
public sealed class Operator
{
    /// <summary>Writes the comparison of a column that is not null with an operand that is not null.</summary>
    /// <param name="column">The SQL of <paramref name="field"/>.</param>
    public delegate string SqlComparison(SqlText sql, Field field, string column, object operand);

    /// <summary>The name in a filter, such as <c>startsWith</c>.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>The name of the complement in a filter, such as <c>nstartsWith</c>.</summary>
    public required string NegatedName { get; init; }

    public required string NegatedDescription { get; init; }

    /// <summary>The fields that take the operator.</summary>
    public required OperandKinds AppliesTo { get; init; }

    /// <summary>True if the operand is a list (<see cref="ValueList{T}"/>). Null in the list stands for a missing value.</summary>
    public bool TakesList { get; init; }

    /// <summary>True if the operand may be null, which stands for a missing value.</summary>
    public bool TakesNull { get; init; }

    /// <summary>
    /// The largest length of a text operand, in UTF-16 characters. Null if only the size of the request limits the length.
    /// </summary>
    public int? MaxLength { get; init; }

    public required SqlComparison Sql { get; init; }

    /// <summary>
    /// Writes the complement of <see cref="Sql"/> in a form that PostgreSQL plans better than <c>not (…)</c>; null if there is none.
    /// </summary>
    public SqlComparison? NegatedSql { get; init; }

    /// <summary>
    /// Makes a test from an operand. The test returns true if a value of the field matches. A filter makes the test once. The operand and
    /// the tested values are not null.
    /// </summary>
    public required Func<object, Predicate<object>> Holds { get; init; }

    /// <summary>Writes the comparison in parentheses. It handles null explicitly, so that the negation is always the complement.</summary>
    /// <param name="operand">The operand of the filter. If it is null and the operator does not take null, no value matches.</param>
    public string ToSql(SqlText sql, Field field, string alias, object? operand, bool negated)
    {
        var column = field.Sql(alias);
        var (value, matchesNull) = SeparateNull(operand);
        if (value is null)
        {
            return matchesNull ? $"({column} is {(negated ? "not null" : "null")})" : negated ? "(true)" : "(false)";
        }

        var comparison = !negated ? Sql(sql, field, column, value)
            : NegatedSql is null ? $"not ({Sql(sql, field, column, value)})"
            : NegatedSql(sql, field, column, value);
        return field.Nullable && matchesNull != negated ? $"({comparison} or {column} is null)" : $"({comparison})";
    }

    /// <summary>Makes a test of values in memory. The test has the same meaning as the SQL.</summary>
    public Predicate<object?> ToPredicate(object? operand)
    {
        var (value, matchesNull) = SeparateNull(operand);
        if (value is null)
        {
            return field => field is null && matchesNull;
        }

        var holds = Holds(value);
        return field => field is null ? matchesNull : holds(field);
    }

    public override string ToString() => Name;

    /// <summary>
    /// Separates null from the other values of an operand. <c>Value</c> is null if the operand has no other value. <c>MatchesNull</c> is
    /// true if the operand contains null.
    /// </summary>
    private (object? Value, bool MatchesNull) SeparateNull(object? operand)
    {
        if (!TakesList)
        {
            return (operand, operand is null && TakesNull);
        }

        var list = operand as IReadOnlyList<object?> ?? throw new ArgumentException($"The operator {Name} takes a list.", nameof(operand));
        object[] values = [.. list.OfType<object>()];
        return (values.Length == 0 ? null : values, values.Length < list.Count);
    }
}
