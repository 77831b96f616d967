using GraphQLParser.AST;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Counts the fields, aliases, directives and values of a document without expanding its fragments. A fragment counts once, even if it is
/// spread several times.
/// </summary>
internal sealed class DocumentSize(OperationOptions options)
{
    // The parser limits the depth of a document, so recursion over the document is safe.
    private int _fields;
    private int _aliases;
    private int _values;

    /// <summary>Adds an operation or a fragment.</summary>
    /// <returns>Null if the document is within the limits; otherwise the error to return.</returns>
    public RequestError? Add(GraphQLExecutableDefinition definition) =>
        CheckDirectives(definition) ?? CountVariables(definition) ?? CountSet(definition.SelectionSet);

    private RequestError? CountVariables(GraphQLExecutableDefinition definition)
    {
        foreach (var variable in (definition as GraphQLOperationDefinition)?.Variables?.Items ?? [])
        {
            if ((CheckDirectives(variable) ?? CountValue(variable.DefaultValue)) is { } error)
            {
                return error;
            }
        }

        return null;
    }

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

        return CountArguments(field.Arguments) ?? CountSet(field.SelectionSet);
    }

    private RequestError? CountArguments(GraphQLArguments? arguments)
    {
        foreach (var argument in arguments?.Items ?? [])
        {
            if (CountValue(argument.Value) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Counts a value, its fields and its items.</summary>
    /// <param name="value">Null is the default of a variable without one. It counts too, because the variable does.</param>
    private RequestError? CountValue(GraphQLValue? value)
    {
        if (++_values > options.MaxValues)
        {
            return RequestError.DocumentTooLarge(
                "values (arguments, fields of input objects, items of lists, variables)", options.MaxValues);
        }

        IEnumerable<GraphQLValue> parts = value switch
        {
            GraphQLListValue list => list.Values ?? [],
            GraphQLObjectValue input => input.Fields?.Select(f => f.Value) ?? [],
            _ => [],
        };
        foreach (var part in parts)
        {
            if (CountValue(part) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private RequestError? CheckDirectives(IHasDirectivesNode node)
    {
        if (node.Directives?.Count > options.MaxDirectives)
        {
            return RequestError.DocumentTooLarge("directives in one place", options.MaxDirectives);
        }

        foreach (var directive in node.Directives?.Items ?? [])
        {
            if (CountArguments(directive.Arguments) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
