using System.Runtime.CompilerServices;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Loading;

/// <summary>The nodes of a document that select the same field of an object with equal arguments. Their aliases may differ.</summary>
internal sealed record FieldGroup(FieldType Definition, string Key, IReadOnlyList<GraphQLField> Fields)
{
    // A cache, because the key of a field is read for every row. Its key is the node of the arguments. The node of the field is no key,
    // because GraphQL.NET merges several fields into a new node. The new node has the arguments node of the first field.
    private static readonly ConditionalWeakTable<GraphQLArguments, string> Keys = [];

    private static readonly SDLPrinter Printer = new();

    public GraphQLField First => Fields[0];

    public IEnumerable<GraphQLSelectionSet?> SelectionSets => Fields.Select(f => f.SelectionSet);

    /// <summary>
    /// Builds the key of a field from its name and the values of its arguments. The order and spacing of the arguments have no effect. If
    /// fields have the same response name and equal arguments, the response merges them into one field. So one read must contain the
    /// selections of all these fields.
    /// </summary>
    public static string BuildKey(GraphQLField field) => field.Arguments is { Count: > 0 } arguments
        ? Keys.TryGetValue(arguments, out var key) ? key : BuildKey(field.Name.StringValue, arguments)
        : field.Name.StringValue;

    private static string BuildKey(string name, GraphQLArguments arguments)
    {
        var printed = arguments.OrderBy(a => a.Name.StringValue, StringComparer.Ordinal).Select(Printer.Print);
        return Keys.GetValue(arguments, _ => $"{name}({string.Join(", ", printed)})");
    }
}
