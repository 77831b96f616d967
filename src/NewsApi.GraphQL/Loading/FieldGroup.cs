using System.Runtime.CompilerServices;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Loading;

/// <summary>The places in a document that ask one object for the same field with the same arguments, under whatever alias.</summary>
internal sealed record FieldGroup(FieldType Definition, string Key, IReadOnlyList<GraphQLField> Fields)
{
    // Asked for every row. By the arguments, because a node that the engine makes of several fields has those of the first.
    private static readonly ConditionalWeakTable<GraphQLArguments, string> Keys = [];

    private static readonly SDLPrinter Printer = new();

    public GraphQLField First => Fields[0];

    public IEnumerable<GraphQLSelectionSet?> SelectionSets => Fields.Select(f => f.SelectionSet);

    /// <summary>
    /// Names a field together with its arguments: by their values, not as they are spelt. Where two spellings stand under one
    /// name, the engine makes one field of them, and what is read must be what both select.
    /// </summary>
    public static string KeyOf(GraphQLField field) => field.Arguments is { Count: > 0 } arguments
        ? Keys.TryGetValue(arguments, out var key) ? key : Write(field.Name.StringValue, arguments)
        : field.Name.StringValue;

    private static string Write(string name, GraphQLArguments arguments)
    {
        var written = arguments.OrderBy(a => a.Name.StringValue, StringComparer.Ordinal).Select(Printer.Print);
        return Keys.GetValue(arguments, _ => $"{name}({string.Join(", ", written)})");
    }
}
