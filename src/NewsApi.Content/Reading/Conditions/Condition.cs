using System.Globalization;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// A filter as a value. Its logic has two values, as in C#: a comparison with a missing value is false and its negation true,
/// so that <see cref="Not"/> is always the complement.
/// </summary>
public abstract record Condition
{
    /// <summary>Matches everything.</summary>
    public static Condition True { get; } = new And([]);

    /// <summary>The condition written out in one way only, so that equal filters have equal keys.</summary>
    public abstract string Key { get; }

    /// <summary>Both; flattened, so that nesting does not change the key.</summary>
    public static Condition All(IEnumerable<Condition> conditions)
    {
        Condition[] flat = [.. conditions.SelectMany(c => c is And and ? [.. and.Of] : new[] { c }).DistinctBy(c => c.Key).OrderBy(c => c.Key, StringComparer.Ordinal)];
        return flat is [var one] ? one : new And(new(flat));
    }

    /// <summary>At least one.</summary>
    public static Condition Either(IEnumerable<Condition> conditions)
    {
        Condition[] flat = [.. conditions.SelectMany(c => c is Or or ? [.. or.Of] : new[] { c }).DistinctBy(c => c.Key).OrderBy(c => c.Key, StringComparer.Ordinal)];
        return flat is [var one] ? one : new Or(new(flat));
    }

    /// <summary>A field against a value; null asks whether there is none.</summary>
    public sealed record Compare(Field Field, Comparison Comparison, object? Value) : Condition
    {
        public override string Key => $"{Field.Name} {Comparison} {Text(Value)}";
    }

    /// <summary>A field against a list of values; null in the list stands for "none".</summary>
    public sealed record Among(Field Field, ValueList<object?> Values) : Condition
    {
        public override string Key =>
            $"{Field.Name} In [{string.Join(", ", Values.Select(Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}]";
    }

    /// <summary>At least one related thing matches.</summary>
    public sealed record Some(Relation Relation, Condition Of) : Condition
    {
        public override string Key => $"{Relation.Name} some ({Of.Key})";
    }

    /// <summary>At least one item of a list of texts matches; the condition is over <see cref="Field.Item"/>.</summary>
    public sealed record SomeItem(Field List, Condition Of) : Condition
    {
        public override string Key => $"{List.Name} some item ({Of.Key})";
    }

    /// <summary>The place or topic with that id, or anything below it.</summary>
    public sealed record Below(ContentTable Table, long Id) : Condition
    {
        public override string Key => $"below {Text(Id)}";
    }

    /// <summary>The full text matches a search, in the syntax of <see cref="TextSearch"/>.</summary>
    public sealed record Search(ContentTable Table, string For) : Condition
    {
        public override string Key => $"search {Text(For)}";
    }

    public sealed record And(ValueList<Condition> Of) : Condition
    {
        public override string Key => $"all({string.Join("; ", Of.Select(c => c.Key))})";
    }

    public sealed record Or(ValueList<Condition> Of) : Condition
    {
        public override string Key => $"any({string.Join("; ", Of.Select(c => c.Key))})";
    }

    public sealed record Not(Condition Of) : Condition
    {
        public override string Key => $"not({Of.Key})";
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
