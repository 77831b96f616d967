using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>The places in a document that ask one object for the same field with the same arguments, under whatever alias.</summary>
internal sealed record FieldGroup(FieldType Definition, string Key, IReadOnlyList<GraphQLField> Fields)
{
    public GraphQLField First => Fields[0];

    public IEnumerable<GraphQLSelectionSet?> SelectionSets => Fields.Select(f => f.SelectionSet);

    /// <summary>
    /// Names a field together with its arguments as they are written. Two spellings of the same arguments are read twice,
    /// which costs time and nothing else.
    /// </summary>
    public static string KeyOf(GraphQLField field, GraphQLDocument document)
    {
        if (field.Arguments is not { Count: > 0 } arguments)
        {
            return field.Name.StringValue;
        }

        var written = document.Source[arguments.Location.Start..arguments.Location.End];
        return string.Concat(field.Name.StringValue, written.Span);
    }
}
