using NewsApi.Content.Reading.Conditions;

namespace NewsApi.GraphQL.Declaring;

/// <summary>Every operator, in the order in which HotChocolate generates them. A new one is one entry here.</summary>
internal static class FilterOperators
{
    private static readonly FilterOperator Eq = One(
        "eq", "Equal to this value; null matches elements without a value.", Comparison.Equal, takesNull: true);
    private static readonly FilterOperator Neq = Not("neq", "Not equal to this value; matches elements without a value too.", Eq);
    private static readonly FilterOperator In = new(
        "in", "Equal to one of these values.", TakesList: true, TakesNull: false,
        (field, value) => new Condition.Among(field, [.. ((IEnumerable<object?>)value!).Distinct()]));

    private static readonly FilterOperator Nin = Not("nin", "Equal to none of these values; matches elements without a value too.", In);
    private static readonly FilterOperator Contains = One(
        "contains", "Contains this text; no character has a special meaning.", Comparison.Contains);
    private static readonly FilterOperator StartsWith = One("startsWith", "Starts with this text.", Comparison.StartsWith);
    private static readonly FilterOperator EndsWith = One("endsWith", "Ends with this text.", Comparison.EndsWith);
    private static readonly FilterOperator IContains = InAnyCase(
        "icontains", "Contains this text, in upper or lower case, in every script; accents are significant.", Comparison.ContainsInAnyCase);

    private static readonly FilterOperator IStartsWith = InAnyCase(
        "istartsWith", "Starts with this text, in upper or lower case, in every script; accents are significant.",
        Comparison.StartsWithInAnyCase);

    private static readonly FilterOperator Gt = One("gt", "Greater than this value.", Comparison.Greater);
    private static readonly FilterOperator Gte = One("gte", "Greater than or equal to this value.", Comparison.GreaterOrEqual);
    private static readonly FilterOperator Lt = One("lt", "Less than this value.", Comparison.Less);
    private static readonly FilterOperator Lte = One("lte", "Less than or equal to this value.", Comparison.LessOrEqual);

    /// <summary>The operators on text.</summary>
    public static IReadOnlyList<FilterOperator> OfText { get; } =
    [
        Eq, Neq,
        Contains, Not("ncontains", "Does not contain this text.", Contains),
        In, Nin,
        StartsWith, Not("nstartsWith", "Does not start with this text.", StartsWith),
        EndsWith, Not("nendsWith", "Does not end with this text.", EndsWith),
        IContains, Not("nicontains", "Does not contain this text, in upper or lower case.", IContains),
        IStartsWith, Not("nistartsWith", "Does not start with this text, in upper or lower case.", IStartsWith),
    ];

    /// <summary>The operators on numbers and times.</summary>
    public static IReadOnlyList<FilterOperator> OfComparable { get; } =
    [
        Eq, Neq, In, Nin,
        Gt, Not("ngt", "Not greater than this value.", Gt),
        Gte, Not("ngte", "Not greater than or equal to this value.", Gte),
        Lt, Not("nlt", "Not less than this value.", Lt),
        Lte, Not("nlte", "Not less than or equal to this value.", Lte),
    ];

    /// <summary>The operators on ids and enums.</summary>
    public static IReadOnlyList<FilterOperator> OfChoice { get; } = [Eq, Neq, In, Nin];

    /// <summary>The operators on booleans.</summary>
    public static IReadOnlyList<FilterOperator> OfBoolean { get; } = [Eq, Neq];

    public static IReadOnlyList<FilterOperator> For(Type type) => type switch
    {
        _ when type == typeof(string) => OfText,
        _ when type == typeof(bool) => OfBoolean,
        _ when type.IsEnum => OfChoice,
        _ => OfComparable,
    };

    private static FilterOperator One(string name, string description, Comparison comparison, bool takesNull = false) =>
        new(name, description, TakesList: false, takesNull, (field, value) => new Condition.Compare(field, comparison, value));

    // The time to prepare a case-insensitive comparison grows with the square of the text; a thousand characters take some milliseconds.
    private static FilterOperator InAnyCase(string name, string description, Comparison comparison) =>
        One(name, $"{description} At most 1000 characters.", comparison) with { MaxLength = 1000 };

    private static FilterOperator Not(string name, string description, FilterOperator of) =>
        of with { Name = name, Description = description, Condition = (field, value) => new Condition.Not(of.Condition(field, value)) };
}
