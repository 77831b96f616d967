using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Counts the fields, aliases and directives of a document without expanding its fragments. A fragment counts once, even if it is spread
/// several times.
/// </summary>
internal sealed class DocumentSize(OperationOptions options)
{
    // The parser limits the depth of a document, so recursion over the document is safe.
    private int _fields;
    private int _aliases;
    private int _recursion;

    /// <summary>Adds an operation or a fragment.</summary>
    /// <returns>Null if the document is within the limits; otherwise the error to return.</returns>
    public RequestError? Add(GraphQLExecutableDefinition definition) => CheckDirectives(definition) ?? CountSet(definition.SelectionSet);

    private RequestError? CountSet(GraphQLSelectionSet? set)
    {
        foreach (var node in set?.Selections ?? [])
        {
            var error = CheckDirectives((IHasDirectivesNode)node) ?? node switch
            {
                GraphQLField field => CountField(field),
                GraphQLInlineFragment inline => CountSet(inline.SelectionSet),
                _ => null,
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private RequestError? CountField(GraphQLField field)
    {
        if (++_fields > options.MaxFields)
        {
            return RequestError.DocumentTooLarge("fields", options.MaxFields);
        }

        if (field.Alias is not null && ++_aliases > options.MaxAliases)
        {
            return RequestError.DocumentTooLarge("aliases", options.MaxAliases);
        }

        // These fields of introspection lead from a type to other types. So each level multiplies the response by the size of the schema.
        var recursive = field.Name.StringValue is "fields" or "inputFields" or "possibleTypes" or "interfaces"
            && field.SelectionSet is not null;
        _recursion += recursive ? 1 : 0;
        var error = _recursion > 2 ? RequestError.IntrospectionTooDeep() : CountSet(field.SelectionSet);
        _recursion -= recursive ? 1 : 0;
        return error;
    }

    private RequestError? CheckDirectives(IHasDirectivesNode node) => node.Directives?.Count > options.MaxDirectives
        ? RequestError.DocumentTooLarge("directives in one place", options.MaxDirectives)
        : null;
}
