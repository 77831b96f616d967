using System.Text;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// What a filter means, by HotChocolate's contract, over things in memory; it knows nothing of how the service reads it.
/// A filter is a dictionary as a client builds it, with values as <see cref="Thing"/> has them.
/// </summary>
internal static class FilterTruth
{
    public static bool Holds(IReadOnlyDictionary<string, object?> filter, Thing thing) => filter.All(f => (f.Key, f.Value) switch
    {
        ("and", IEnumerable<object> all) => all.All(each => Holds(Fields(each), thing)),
        ("or", IEnumerable<object> any) => any.Any(each => States(Fields(each)) && Holds(Fields(each), thing)),
        ("not", _) => !Holds(Fields(f.Value), thing),
        ("within" or "withinSlug", string one) => thing.Chain.Contains(one),
        _ => FieldHolds(thing.Values.TryGetValue(f.Key, out var value) ? value
            : throw new KeyNotFoundException($"{thing.Type}.{f.Key}"), Fields(f.Value)),
    });

    /// <summary>Whether a filter states a condition; an alternative that states none is left out.</summary>
    private static bool States(IReadOnlyDictionary<string, object?> filter) => filter.Any(f => (f.Key, f.Value) switch
    {
        ("and", IEnumerable<object> all) => all.Any(each => States(Fields(each))),
        ("or" or "not" or "some" or "none" or "directlyWithin" or "broader" or "person" or "place" or "topic", _) => true,
        (_, IReadOnlyDictionary<string, object?> of) => States(of),
        _ => true,
    });

    private static bool FieldHolds(object? value, IReadOnlyDictionary<string, object?> filter) => value switch
    {
        Thing.One one => one.Of is { } of && Holds(filter, of),
        Thing[] related => QuantifiersHold(related, filter, Holds),
        string[] texts => QuantifiersHold(texts, filter, (of, text) => OperationsHold(text, of)),
        _ => OperationsHold(value, filter),
    };

    private static bool QuantifiersHold<T>(
        T[] list, IReadOnlyDictionary<string, object?> filter, Func<IReadOnlyDictionary<string, object?>, T, bool> holds) =>
        filter.All(f => (f.Key, f.Value) switch
        {
            ("any", bool any) => list.Length > 0 == any,
            ("some", _) => list.Any(item => holds(Fields(f.Value), item)),
            ("none", _) => !list.Any(item => holds(Fields(f.Value), item)),
            ("all", _) => list.All(item => holds(Fields(f.Value), item)),
            _ => throw new ArgumentException(f.Key),
        });

    private static bool OperationsHold(object? value, IReadOnlyDictionary<string, object?> filter) =>
        filter.All(f => (f.Key, f.Value) switch
    {
        ("and", IEnumerable<object> all) => all.All(each => OperationsHold(value, Fields(each))),
        ("or", IEnumerable<object> any) => any.Any(each => States(Fields(each)) && OperationsHold(value, Fields(each))),
        var (name, operand) => name.StartsWith('n')
            && name != "none" ? !Operation(Positive(name), value, operand) : Operation(name, value, operand),
    });

    private static string Positive(string name) => name == "neq" ? "eq" : name[1..];

    private static bool Operation(string name, object? value, object? operand) => name switch
    {
        "eq" => Same(value, operand),
        "in" => ((IEnumerable<object?>)operand!).Any(each => Same(value, each)),
        _ when value is null => false,
        "gt" => Compare(value, operand!) > 0,
        "gte" => Compare(value, operand!) >= 0,
        "lt" => Compare(value, operand!) < 0,
        "lte" => Compare(value, operand!) <= 0,
        "contains" => ((string)value).Contains((string)operand!, StringComparison.Ordinal),
        "startsWith" => ((string)value).StartsWith((string)operand!, StringComparison.Ordinal),
        "endsWith" => ((string)value).EndsWith((string)operand!, StringComparison.Ordinal),
        "icontains" => CaseFold.Of((string)value).Contains(CaseFold.Of((string)operand!), StringComparison.Ordinal),
        "istartsWith" => CaseFold.Of((string)value).StartsWith(CaseFold.Of((string)operand!), StringComparison.Ordinal),

        // An operator that is newer than this page means what its declaration says in C#; the service must answer the same by SQL.
        _ => Operators.All.Single(o => o.Name == name).ToPredicate(operand)(value),
    };

    private static bool Same(object? a, object? b) => a is null || b is null ? a is null && b is null
        : a is Thing.Choice choice ? choice.Name == ((Thing.Choice)b).Name
        : Compare(a, b) == 0;

    private static int Compare(object a, object b) => a is string text
        ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)b))
        : ((IComparable)a).CompareTo(b);

    private static IReadOnlyDictionary<string, object?> Fields(object? filter) => (IReadOnlyDictionary<string, object?>)filter!;
}
