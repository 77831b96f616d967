namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Every operator, in the order of the schema. A new operator is one entry here, with its name, fields, SQL and C#. Tests compare SQL and
/// C# for random values, and include new entries automatically.
/// </summary>
public static class Operators
{
    /// <summary>
    /// The largest length of a text for a comparison that ignores case, in UTF-16 characters. The time to prepare the comparison grows with
    /// the square of the length. For this length, the time is some milliseconds.
    /// </summary>
    private const int MaxFoldedLength = 1000;

    // Declared first, because the entries below add themselves to this list.
    private static readonly List<Operator> Declared = [];

    public static Operator Equal { get; } = Declare(new()
    {
        Name = "eq",
        Description = "Equal to this value; null matches a missing value.",
        NegatedName = "neq",
        NegatedDescription = "Not equal to this value; a missing value matches too.",
        AppliesTo = OperandKinds.All,
        TakesNull = true,
        Sql = (sql, field, column, operand) => $"{column} = {sql.AddParameter(field, operand)}",
        Holds = operand => value => Compare(value, operand) == 0,
    });

    public static Operator Contains { get; } = Declare(new()
    {
        Name = "contains",
        Description = "Contains this text. No character is a wildcard.",
        NegatedName = "ncontains",
        NegatedDescription = "Does not contain this text.",
        AppliesTo = OperandKinds.Text,
        Sql = (sql, _, column, part) => $"{column} like {sql.AddParameter($"%{EscapePattern(part)}%")}",
        Holds = part => text => ((string)text).Contains((string)part, StringComparison.Ordinal),
    });

    public static Operator In { get; } = Declare(new()
    {
        Name = "in",
        Description = "Equal to one of these values; null matches a missing value.",
        NegatedName = "nin",
        NegatedDescription = "Equal to none of these values; a missing value matches too, unless null is one of them.",
        AppliesTo = OperandKinds.Text | OperandKinds.Ordered | OperandKinds.Choice,
        TakesList = true,
        Sql = (sql, _, column, values) => $"{column} = any({sql.AddParameter(ToTypedArray(values))})",
        NegatedSql = (sql, _, column, values) => $"{column} <> all({sql.AddParameter(ToTypedArray(values))})",
        Holds = values => ((object[])values).ToHashSet().Contains,
    });

    public static Operator StartsWith { get; } = Declare(new()
    {
        Name = "startsWith",
        Description = "Starts with this text.",
        NegatedName = "nstartsWith",
        NegatedDescription = "Does not start with this text.",
        AppliesTo = OperandKinds.Text,
        Sql = (sql, _, column, part) => $"{column} like {sql.AddParameter($"{EscapePattern(part)}%")}",
        Holds = part => text => ((string)text).StartsWith((string)part, StringComparison.Ordinal),
    });

    public static Operator EndsWith { get; } = Declare(new()
    {
        Name = "endsWith",
        Description = "Ends with this text.",
        NegatedName = "nendsWith",
        NegatedDescription = "Does not end with this text.",
        AppliesTo = OperandKinds.Text,
        Sql = (sql, _, column, part) => $"{column} like {sql.AddParameter($"%{EscapePattern(part)}")}",
        Holds = part => text => ((string)text).EndsWith((string)part, StringComparison.Ordinal),
    });

    public static Operator ContainsIgnoringCase { get; } = Declare(new()
    {
        Name = "icontains",
        Description = "Contains this text in upper or lower case, in any script. Plain and typographic apostrophes are equal. "
            + $"Accents must match. At most {MaxFoldedLength} characters.",
        NegatedName = "nicontains",
        NegatedDescription = "Does not contain this text, in upper or lower case.",
        AppliesTo = OperandKinds.Text,
        MaxLength = MaxFoldedLength,
        Sql = (sql, _, column, part) => $"{column} ~ {sql.AddParameter(CaseFold.ToPattern((string)part))}",
        Holds = part => FoldedText((string)part, static (text, folded) => text.Contains(folded, StringComparison.Ordinal)),
    });

    public static Operator StartsWithIgnoringCase { get; } = Declare(new()
    {
        Name = "istartsWith",
        Description = "Starts with this text in upper or lower case, in any script. Plain and typographic apostrophes are equal. "
            + $"Accents must match. At most {MaxFoldedLength} characters.",
        NegatedName = "nistartsWith",
        NegatedDescription = "Does not start with this text, in upper or lower case.",
        AppliesTo = OperandKinds.Text,
        MaxLength = MaxFoldedLength,
        Sql = (sql, _, column, part) => $"{column} ~ {sql.AddParameter($"^{CaseFold.ToPattern((string)part)}")}",
        Holds = part => FoldedText((string)part, static (text, folded) => text.StartsWith(folded, StringComparison.Ordinal)),
    });

    public static Operator Greater { get; } = Declare(new()
    {
        Name = "gt",
        Description = "Greater than this value.",
        NegatedName = "ngt",
        NegatedDescription = "Not greater than this value; a missing value matches too.",
        AppliesTo = OperandKinds.Ordered,
        Sql = (sql, field, column, operand) => $"{column} > {sql.AddParameter(field, operand)}",
        Holds = operand => value => Compare(value, operand) > 0,
    });

    public static Operator GreaterOrEqual { get; } = Declare(new()
    {
        Name = "gte",
        Description = "Greater than or equal to this value.",
        NegatedName = "ngte",
        NegatedDescription = "Less than this value; a missing value matches too.",
        AppliesTo = OperandKinds.Ordered,
        Sql = (sql, field, column, operand) => $"{column} >= {sql.AddParameter(field, operand)}",
        Holds = operand => value => Compare(value, operand) >= 0,
    });

    public static Operator Less { get; } = Declare(new()
    {
        Name = "lt",
        Description = "Less than this value.",
        NegatedName = "nlt",
        NegatedDescription = "Not less than this value; a missing value matches too.",
        AppliesTo = OperandKinds.Ordered,
        Sql = (sql, field, column, operand) => $"{column} < {sql.AddParameter(field, operand)}",
        Holds = operand => value => Compare(value, operand) < 0,
    });

    public static Operator LessOrEqual { get; } = Declare(new()
    {
        Name = "lte",
        Description = "Less than or equal to this value.",
        NegatedName = "nlte",
        NegatedDescription = "Greater than this value; a missing value matches too.",
        AppliesTo = OperandKinds.Ordered,
        Sql = (sql, field, column, operand) => $"{column} <= {sql.AddParameter(field, operand)}",
        Holds = operand => value => Compare(value, operand) <= 0,
    });

    public static IReadOnlyList<Operator> All => Declared;

    /// <summary>
    /// Returns the kind of a field by the .NET type of its values. Callers must check for ids first: an id is
    /// <see cref="OperandKinds.Choice"/>, but its type is a number.
    /// </summary>
    public static OperandKinds KindOf(Type type) => type switch
    {
        _ when type == typeof(string) => OperandKinds.Text,
        _ when type == typeof(bool) => OperandKinds.Boolean,
        _ when type.IsEnum => OperandKinds.Choice,
        _ => OperandKinds.Ordered,
    };

    private static Operator Declare(Operator declared)
    {
        Declared.Add(declared);
        return declared;
    }

    private static int Compare(object value, object operand) =>
        value is string text ? CodePointOrder.Compare(text, (string)operand) : ((IComparable)value).CompareTo(operand);

    private static Predicate<object> FoldedText(string part, Func<string, string, bool> holds)
    {
        var folded = CaseFold.Of(part);
        return text => holds(CaseFold.Of((string)text), folded);
    }

    /// <summary>Escapes percent, underscore and backslash, so that they are not wildcards of LIKE.</summary>
    private static string EscapePattern(object text) => ((string)text)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);

    /// <summary>Returns the values as an array of their common type. A parameter of PostgreSQL cannot be an array of objects.</summary>
    private static Array ToTypedArray(object list)
    {
        var values = (object[])list;
        var array = Array.CreateInstance(values[0].GetType(), values.Length);
        values.CopyTo(array, 0);
        return array;
    }
}
