using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>Counts fields, aliases and directives of a document as it is written, fragments once each.</summary>
internal sealed class DocumentSize(OperationOptions options)
{
    // The parser allows a document to nest this deep and no deeper, so recursion over it is safe.
    private int _fields;
    private int _aliases;
    private int _recursion;

    /// <summary>Adds an operation or a fragment; what there is too much of with it, or null.</summary>
    public RequestError? Add(GraphQLExecutableDefinition definition) => Directives(definition) ?? Set(definition.SelectionSet);

    private RequestError? Set(GraphQLSelectionSet? set)
    {
        foreach (var node in set?.Selections ?? [])
        {
            var tooMuch = Directives((IHasDirectivesNode)node) ?? node switch
            {
                GraphQLField field => Field(field),
                GraphQLInlineFragment inline => Set(inline.SelectionSet),
                _ => null,
            };
            if (tooMuch is not null)
            {
                return tooMuch;
            }
        }

        return null;
    }

    private RequestError? Field(GraphQLField field)
    {
        if (++_fields > options.MaxFields)
        {
            return RequestError.DocumentTooLarge("fields", options.MaxFields);
        }

        if (field.Alias is not null && ++_aliases > options.MaxAliases)
        {
            return RequestError.DocumentTooLarge("aliases", options.MaxAliases);
        }

        // Introspection leads back to itself; each turn multiplies the answer by the size of the schema.
        var recursive = field.Name.StringValue is "fields" or "inputFields" or "possibleTypes" or "interfaces" && field.SelectionSet is not null;
        _recursion += recursive ? 1 : 0;
        var tooMuch = _recursion > 2 ? RequestError.IntrospectionTooDeep() : Set(field.SelectionSet);
        _recursion -= recursive ? 1 : 0;
        return tooMuch;
    }

    private RequestError? Directives(IHasDirectivesNode node) => node.Directives?.Count > options.MaxDirectives
        ? RequestError.DocumentTooLarge("directives in one place", options.MaxDirectives)
        : null;
}
