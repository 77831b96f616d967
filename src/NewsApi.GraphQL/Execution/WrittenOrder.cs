using System.Text.Json;
using GraphQLParser.AST;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Restores the order in which a client wrote the fields of a sort object, because this order is the order of the sort keys. GraphQL.NET
/// loses the order: it coerces the fields of an input object in the order of the schema.
/// </summary>
internal static class WrittenOrder
{
    /// <summary>Returns true if values of the type are sort keys. In a filter, the order of the fields has no effect.</summary>
    public static bool Matters(IGraphType? type) => type?.GetNamedType() is SortInput;

    /// <summary>Returns a coerced value with its fields in the order in which the client wrote them.</summary>
    /// <param name="written">
    /// The value as the client wrote it: a <see cref="GraphQLValue"/> or a <see cref="JsonElement"/>. This value may contain a variable.
    /// The fields of the variable's value must already have the order in which the client wrote them.
    /// </param>
    public static object? Restore(object? coerced, object? written) => coerced switch
    {
        IDictionary<string, object?> fields when FieldsOf(written) is { } order => new OrderedDictionary<string, object?>(
            from field in order
            where fields.ContainsKey(field.Name)
            select KeyValuePair.Create(field.Name, Restore(fields[field.Name], field.Value))),
        IDictionary<string, object?> or string => coerced,

        // GraphQL accepts a single value instead of a list with one item.
        IEnumerable<object?> items => ItemsOf(written) is { } list
            ? items.Zip(list, Restore).ToArray()
            : [.. items.Select(item => Restore(item, written))],
        _ => coerced,
    };

    private static IEnumerable<(string Name, object? Value)>? FieldsOf(object? written) => written switch
    {
        GraphQLObjectValue literal => (literal.Fields ?? []).Select(f => (f.Name.StringValue, (object?)f.Value)),
        JsonElement { ValueKind: JsonValueKind.Object } json => json.EnumerateObject().Select(p => (p.Name, (object?)p.Value)),
        _ => null,
    };

    private static IEnumerable<object?>? ItemsOf(object? written) => written switch
    {
        GraphQLListValue literal => literal.Values ?? [],
        JsonElement { ValueKind: JsonValueKind.Array } json => json.EnumerateArray().Cast<object?>(),
        _ => null,
    };
}
