using System.Globalization;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// A filter as a value. Its logic has only true and false, unlike SQL. A comparison with a missing value is false, and the negation of the
/// comparison is true. So <see cref="Not"/> is always the complement.
/// </summary>
public abstract record Condition
{
    /// <summary>The condition that every row matches.</summary>
    public static Condition True { get; } = new And([]);

    /// <summary>The canonical text of the condition: equal filters have equal keys.</summary>
    public abstract string Key { get; }

    /// <summary>True if this is <see cref="True"/>.</summary>
    public bool IsTrue => this is And { Of.Count: 0 };

    /// <summary>The conditions that must all match; the condition itself if it is not a conjunction.</summary>
    public IReadOnlyList<Condition> Conjuncts => this is And and ? and.Of : [this];

    /// <summary>The alternatives, of which at least one must match; the condition itself if it is not a disjunction.</summary>
    public IReadOnlyList<Condition> Disjuncts => this is Or or ? or.Of : [this];

    private ValueList<Condition>? Parts => this is And and ? and.Of : this is Or or ? or.Of : null;

    /// <summary>
    /// Joins conditions by AND: a row must match all conditions. The result is flattened and sorted, so that nesting and order do not
    /// change the key.
    /// </summary>
    public static Condition All(IEnumerable<Condition> conditions)
    {
        // Most filters have one condition, which is a conjunction of itself.
        if (conditions is IReadOnlyList<Condition> { Count: 1 } single)
        {
            return single[0];
        }

        var flat = Normalise(conditions.SelectMany(c => c is And and ? [.. and.Of] : new[] { c }));
        return flat is [var one] ? one : new And(new(flat));
    }

    /// <summary>Joins conditions by OR: a row must match at least one condition.</summary>
    public static Condition Either(IEnumerable<Condition> conditions)
    {
        var flat = Normalise(conditions.SelectMany(c => c is Or or ? [.. or.Of] : new[] { c }));
        return flat is [var one] ? one : new Or(new(flat));
    }

    /// <summary>Returns the condition that the field equals one of the values. Null among the values stands for a missing value.</summary>
    public static Compare IsOneOf(Field field, IEnumerable<object?> values) =>
        new(field, Operators.In, new ValueList<object?>([.. values]));

    /// <summary>
    /// Returns true if at least one leaf passes the test. A leaf is a condition other than <see cref="And"/>, <see cref="Or"/> and
    /// <see cref="Not"/>.
    /// </summary>
    public bool Any(Predicate<Condition> leaf)
    {
        if (Parts is not { } parts)
        {
            return this is Not not ? not.Of.Any(leaf) : leaf(this);
        }

        foreach (var part in parts)
        {
            if (part.Any(leaf))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns every leaf, from left to right.</summary>
    public IReadOnlyList<Condition> Leaves()
    {
        var leaves = new List<Condition>();
        Any(leaf =>
        {
            leaves.Add(leaf);
            return false;
        });
        return leaves;
    }

    /// <summary>
    /// Returns the condition with each leaf replaced by the result of <paramref name="leaf"/>. Returns the same instance if no leaf is
    /// replaced.
    /// </summary>
    public Condition Rewrite(Func<Condition, Condition> leaf)
    {
        if (Parts is not { } parts)
        {
            return this is not Not not ? leaf(this) : not.Of.Rewrite(leaf) is var of && ReferenceEquals(of, not.Of) ? this : new Not(of);
        }

        Condition[] rewritten = [.. parts.Select(p => p.Rewrite(leaf))];
        return rewritten.SequenceEqual(parts, ReferenceEqualityComparer.Instance) ? this : this is And ? All(rewritten) : Either(rewritten);
    }

    /// <summary>
    /// Compiles the condition from its leaves upwards. Negation is pushed down to the leaves, so that above them only conjunction
    /// and disjunction remain.
    /// </summary>
    /// <param name="leaf">Compiles a leaf. The second argument is true if the leaf is negated.</param>
    /// <param name="join">
    /// Joins parts: by conjunction if the second argument is true, by disjunction if the second argument is false.
    /// </param>
    public T Fold<T>(Func<Condition, bool, T> leaf, Func<T[], bool, T> join, bool negated = false) => Parts is { } parts
        ? join([.. parts.Select(p => p.Fold(leaf, join, negated))], this is And != negated)
        : this is Not not ? not.Of.Fold(leaf, join, !negated) : leaf(this, negated);

    /// <summary>A comparison of a field with the operand of an operator.</summary>
    public sealed record Compare(Field Field, Operator Operator, object? Value) : Condition
    {
        public override string Key => $"{Field.Name} {Operator.Name} {Text(Value)}";

        /// <summary>The values that the field may have, if the operator tests equality; null otherwise.</summary>
        public IReadOnlyList<object?>? EqualTo =>
            Operator == Operators.Equal ? [Value] : Operator == Operators.In ? (ValueList<object?>?)Value : null;
    }

    /// <summary>The condition that at least one related row matches <paramref name="Of"/>.</summary>
    public sealed record Some(Relation Relation, Condition Of) : Condition
    {
        public override string Key => $"{Relation.Name} some ({Of.Key})";
    }

    /// <summary>
    /// The condition that at least one item of a list of texts matches <paramref name="Of"/>, which is a condition on
    /// <see cref="Field.Item"/>.
    /// </summary>
    public sealed record SomeItem(Field List, Condition Of) : Condition
    {
        public override string Key => $"{List.Name} some item ({Of.Key})";
    }

    /// <summary>
    /// The condition that a place or topic has the id <paramref name="Id"/>, or lies below the place or topic with that id.
    /// </summary>
    public sealed record Below(ContentTable Table, long Id) : Condition
    {
        public override string Key => $"below {Text(Id)}";
    }

    /// <summary>
    /// The condition that one of the slugs leads to the person, place or topic: a slug that it has or had, or a slug of an entity that was
    /// merged into it.
    /// </summary>
    public sealed record HasSlug(ContentTable Table, ValueList<string> Slugs) : Condition
    {
        public override string Key => $"{Table.Name} has slug {Text(Slugs)}";
    }

    /// <summary>The condition that the slug leads to the place or topic, or to a place or topic above it.</summary>
    public sealed record BelowSlug(ContentTable Table, string Slug) : Condition
    {
        public override string Key => $"below {Table.Name} {Text(Slug)}";
    }

    /// <summary>The condition that the full text matches a search, in the syntax of <see cref="TextSearch"/>.</summary>
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

    private static Condition[] Normalise(IEnumerable<Condition> flat)
    {
        // The keys of most filters need not be compared.
        Condition[] all = [.. flat];
        return all.Length < 2 ? all : [.. all.DistinctBy(c => c.Key).OrderBy(c => c.Key, StringComparer.Ordinal)];
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<object?> list =>
            $"[{string.Join(", ", list.Select(Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}]",
        _ => value.ToString() ?? "",
    };
}
