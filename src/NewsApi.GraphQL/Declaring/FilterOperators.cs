using NewsApi.Content.Reading.Conditions;

namespace NewsApi.GraphQL.Declaring;

/// <summary>Every operator, in the order in which HotChocolate generates them. A new one is one entry here.</summary>
internal static class FilterOperators
{
    private static readonly FilterOperator Eq = One("eq", "Equal to this value; null finds what has none.", Comparison.Equal, takesNull: true);
    private static readonly FilterOperator Neq = Not("neq", "Not equal to this value; includes what has none.", Eq);
    private static readonly FilterOperator In = new(
        "in", "Equal to one of these values.", TakesList: true, TakesNull: false,
        (field, value) => new Condition.Among(field, [.. ((IEnumerable<object?>)value!).Distinct()]));

    private static readonly FilterOperator Nin = Not("nin", "Equal to none of these values; includes what has none.", In);
    private static readonly FilterOperator Contains = One("contains", "Has this text somewhere in it; every character means itself.", Comparison.Contains);
    private static readonly FilterOperator StartsWith = One("startsWith", "Begins with this text.", Comparison.StartsWith);
    private static readonly FilterOperator EndsWith = One("endsWith", "Ends with this text.", Comparison.EndsWith);
    private static readonly FilterOperator IContains = InAnyCase(
        "icontains", "Has this text somewhere in it, in upper or lower case, whatever the script; accents count.", Comparison.ContainsInAnyCase);

    private static readonly FilterOperator IStartsWith = InAnyCase(
        "istartsWith", "Begins with this text, in upper or lower case, whatever the script; accents count.", Comparison.StartsWithInAnyCase);

    private static readonly FilterOperator Gt = One("gt", "Greater than this value.", Comparison.Greater);
    private static readonly FilterOperator Gte = One("gte", "Greater than this value or equal to it.", Comparison.GreaterOrEqual);
    private static readonly FilterOperator Lt = One("lt", "Less than this value.", Comparison.Less);
    private static readonly FilterOperator Lte = One("lte", "Less than this value or equal to it.", Comparison.LessOrEqual);

    /// <summary>For text.</summary>
    public static IReadOnlyList<FilterOperator> OfText { get; } =
    [
        Eq, Neq,
        Contains, Not("ncontains", "Does not have this text in it.", Contains),
        In, Nin,
        StartsWith, Not("nstartsWith", "Does not begin with this text.", StartsWith),
        EndsWith, Not("nendsWith", "Does not end with this text.", EndsWith),
        IContains, Not("nicontains", "Does not have this text in it, in whatever case.", IContains),
        IStartsWith, Not("nistartsWith", "Does not begin with this text, in whatever case.", IStartsWith),
    ];

    /// <summary>For numbers and times.</summary>
    public static IReadOnlyList<FilterOperator> OfComparable { get; } =
    [
        Eq, Neq, In, Nin,
        Gt, Not("ngt", "Not greater than this value.", Gt),
        Gte, Not("ngte", "Not greater than this value, nor equal to it.", Gte),
        Lt, Not("nlt", "Not less than this value.", Lt),
        Lte, Not("nlte", "Not less than this value, nor equal to it.", Lte),
    ];

    /// <summary>For ids and enums.</summary>
    public static IReadOnlyList<FilterOperator> OfChoice { get; } = [Eq, Neq, In, Nin];

    /// <summary>For truth values.</summary>
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

    // The time to make ready a comparison in any case grows with the square of the text; a thousand characters take some milliseconds.
    private static FilterOperator InAnyCase(string name, string description, Comparison comparison) =>
        One(name, $"{description} At most 1000 characters.", comparison) with { MaxLength = 1000 };

    private static FilterOperator Not(string name, string description, FilterOperator of) =>
        of with { Name = name, Description = description, Condition = (field, value) => new Condition.Not(of.Condition(field, value)) };
}
