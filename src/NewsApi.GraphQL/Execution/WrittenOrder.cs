using System.Text.Json;
using GraphQLParser.AST;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Restores the order in which a client wrote the fields of a sort key: it is the order of the sort keys. The engine coerces the fields of
/// an input object in the order of the schema.
/// </summary>
internal static class WrittenOrder
{
    /// <summary>True where values of the type are sort keys. A filter matches the same in any order of its fields.</summary>
    public static bool Matters(IGraphType? type) => type?.GetNamedType() is SortInput;

    /// <summary>Returns a coerced value with its fields as written.</summary>
    /// <param name="written">
    /// The value as the client wrote it: a <see cref="GraphQLValue"/> or a <see cref="JsonElement"/>. A variable in it is in order already.
    /// </param>
    public static object? Restore(object? coerced, object? written) => coerced switch
    {
        IDictionary<string, object?> fields when FieldsOf(written) is { } order => new OrderedDictionary<string, object?>(
            from field in order
            where fields.ContainsKey(field.Name)
            select KeyValuePair.Create(field.Name, Restore(fields[field.Name], field.Value))),
        IDictionary<string, object?> or string => coerced,

        // A single value stands for a list of one.
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
