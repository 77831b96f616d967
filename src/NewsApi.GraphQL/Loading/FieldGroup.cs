using System.Runtime.CompilerServices;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Loading;

/// <summary>The places in a document that select the same field with the same arguments of one object, under any alias.</summary>
internal sealed record FieldGroup(FieldType Definition, string Key, IReadOnlyList<GraphQLField> Fields)
{
    // Read for every row. Keyed by the arguments, because a node that the engine merges from several fields has the arguments of the first.
    private static readonly ConditionalWeakTable<GraphQLArguments, string> Keys = [];

    private static readonly SDLPrinter Printer = new();

    public GraphQLField First => Fields[0];

    public IEnumerable<GraphQLSelectionSet?> SelectionSets => Fields.Select(f => f.SelectionSet);

    /// <summary>
    /// Builds the key of a field from its name and its arguments: from their values, not from how they are written. Where two spellings
    /// have one response name, the engine merges them into one field, and the read must contain what both select.
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
