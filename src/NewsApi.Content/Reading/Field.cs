using System.Globalization;

namespace NewsApi.Content.Reading;

/// <summary>One readable value of a <see cref="ContentTable"/>.</summary>
/// <param name="Name">The property of the model.</param>
/// <param name="Expression">
/// The SQL, with <c>{0}</c> for the alias of the table. An expression that is used only to sort may have parameters: <c>{1}</c>, <c>{2}</c>
/// and so on.
/// </param>
/// <param name="Type">The CLR type, never a <see cref="Nullable{T}"/>.</param>
/// <param name="Ordinal">The index in the order of the table's fields; negative for a field used only to compare or to sort.</param>
public sealed record Field(ContentTable Table, string Name, string Expression, Type Type, bool Nullable, int Ordinal)
{
    /// <summary>The number of steps from the row up to the ancestor that has the value; 0 if the row has it.</summary>
    public int Levels { get; init; }

    /// <summary>
    /// If this field is a list of texts, a field for one item of the list. A filter on the list compares each item by this field. Null for
    /// other fields.
    /// </summary>
    public Field? Item { get; } = Type != typeof(string[])
        ? null
        : new Field(Table, $"{Name} item", "({0}.value collate \"C\")", typeof(string), Nullable: false, Ordinal: -1);

    // Built once, because most statements use the alias "a" for the rows of a list.
    private readonly string _sqlOfA = Expression.Replace("{0}", "a", StringComparison.Ordinal);

    public string Sql(string alias) => alias == "a" ? _sqlOfA : Expression.Replace("{0}", alias, StringComparison.Ordinal);

    /// <summary>Returns the SQL of an expression that takes parameters.</summary>
    /// <param name="firstParameter">
    /// The number of the first parameter in the statement. The other parameters have the numbers after it.
    /// </param>
    public string Sql(string alias, int firstParameter, int parameterCount)
    {
        var sql = Sql(alias);
        for (var i = 0; i < parameterCount; i++)
        {
            var (hole, parameter) = (i + 1, firstParameter + i);
            sql = sql.Replace(
                string.Create(CultureInfo.InvariantCulture, $"{{{hole}}}"),
                string.Create(CultureInfo.InvariantCulture, $"${parameter}"),
                StringComparison.Ordinal);
        }

        return sql;
    }

    public bool Equals(Field? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => HashCode.Combine(Table.Name, Ordinal);

    public override string ToString() => $"{Table.Name}.{Name}";
}
