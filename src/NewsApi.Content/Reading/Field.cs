using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading;

/// <summary>One readable value of a <see cref="ContentTable"/>.</summary>
/// <param name="Name">The property of the model.</param>
/// <param name="Expression">The SQL, with <c>{0}</c> for the alias of the table.</param>
/// <param name="Type">The CLR type, never a <see cref="Nullable{T}"/>.</param>
/// <param name="Ordinal">Its place in the order of the table's fields; negative for one that is only sorted by.</param>
public sealed record Field(ContentTable Table, string Name, string Expression, Type Type, bool Nullable, int Ordinal)
{
    /// <summary>How many things up it lies.</summary>
    public int Levels { get; init; }

    /// <summary>An item of a list of texts, as <see cref="Condition.SomeItem"/> compares it; null for what is no list of texts.</summary>
    public Field? Item { get; } = Type != typeof(string[])
        ? null
        : new Field(Table, $"{Name} item", "({0}.value collate \"C\")", typeof(string), Nullable: false, Ordinal: -1);

    // What statements call the thing they list.
    private readonly string _sqlOfA = Expression.Replace("{0}", "a", StringComparison.Ordinal);

    public string Sql(string alias) => alias == "a" ? _sqlOfA : Expression.Replace("{0}", alias, StringComparison.Ordinal);

    public bool Equals(Field? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => HashCode.Combine(Table.Name, Ordinal);

    public override string ToString() => $"{Table.Name}.{Name}";
}
