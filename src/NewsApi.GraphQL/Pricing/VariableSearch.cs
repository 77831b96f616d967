using GraphQLParser.AST;

namespace NewsApi.GraphQL.Pricing;

/// <summary>Finds variables in the arguments of a document.</summary>
internal static class VariableSearch
{
    /// <summary>Returns true if the value of an argument is a variable, or contains one.</summary>
    public static bool Uses(GraphQLArguments? arguments) => arguments?.Items.Exists(a => Uses(a.Value)) == true;

    /// <summary>Returns true if the value is a variable, or contains one.</summary>
    public static bool Uses(GraphQLValue value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue list => list.Values?.Exists(Uses) == true,
        GraphQLObjectValue fields => fields.Fields?.Exists(f => Uses(f.Value)) == true,
        _ => false,
    };
}
