using System.Runtime.CompilerServices;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Loading;

/// <summary>The places in a document that select the same field with the same arguments of one object, under any alias.</summary>
internal sealed record FieldGroup(FieldType Definition, string Key, IReadOnlyList<GraphQLField> Fields)
{
    // A cache, because the key of a field is read for every row. Its key is the node of the arguments and not that of the field: the engine
    // merges several fields into a new node, with the arguments of the first field.
    private static readonly ConditionalWeakTable<GraphQLArguments, string> Keys = [];

    private static readonly SDLPrinter Printer = new();

    public GraphQLField First => Fields[0];

    public IEnumerable<GraphQLSelectionSet?> SelectionSets => Fields.Select(f => f.SelectionSet);

    /// <summary>
    /// Builds the key of a field from its name and the values of its arguments, independent of their order and spacing. The engine merges
    /// fields with one response name and equal arguments, so a read must contain the selections of all of them.
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
