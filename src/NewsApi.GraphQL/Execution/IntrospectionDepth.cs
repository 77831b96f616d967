using GraphQLParser.AST;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Limits how deep a query nests the fields of introspection. Fragments must be expanded before, because a chain of fragments nests fields
/// too.
/// </summary>
internal sealed class IntrospectionDepth
{
    // HotChocolate allows one list below another, too.
    private const int MaxLists = 2;

    // The deepest type of the schema has three wrappers. The queries of tools ask for up to nine.
    private const int MaxOfType = 16;

    private int _lists;
    private int _ofType;

    /// <summary>Enters a field. Each call needs a call of <see cref="Leave"/>.</summary>
    /// <returns>Null if the depth is allowed; otherwise the error to return.</returns>
    public RequestError? Enter(GraphQLField field)
    {
        Add(field, 1);
        return _lists > MaxLists || _ofType > MaxOfType ? RequestError.IntrospectionTooDeep() : null;
    }

    public void Leave(GraphQLField field) => Add(field, -1);

    private void Add(GraphQLField field, int difference)
    {
        switch (field.Name.StringValue)
        {
            // These fields lead from a type to other types. So each level multiplies the response by the size of the schema.
            case "fields" or "inputFields" or "possibleTypes" or "interfaces" when field.SelectionSet is not null:
                _lists += difference;
                break;
            case "ofType":
                _ofType += difference;
                break;
        }
    }
}
