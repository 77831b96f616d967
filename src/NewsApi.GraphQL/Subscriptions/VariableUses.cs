using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Counts the places where a document uses a variable. The declaration of the variable is not counted.</summary>
internal sealed class VariableUses : ASTVisitor<VariableUses.Counter>
{
    private static readonly VariableUses Visitor = new();

    public static int Count(GraphQLDocument document, GraphQLVariable variable)
    {
        var counter = new Counter(variable.Name.StringValue);
        Visitor.VisitAsync(document, counter).AsTask().GetAwaiter().GetResult(); // It never waits.
        return counter.Uses;
    }

    protected override ValueTask VisitVariableDefinitionAsync(GraphQLVariableDefinition variableDefinition, Counter context) => default;

    protected override ValueTask VisitVariableAsync(GraphQLVariable variable, Counter context)
    {
        context.Uses += variable.Name.Value == context.Name ? 1 : 0;
        return default;
    }

    internal sealed class Counter(string name) : IASTVisitorContext
    {
        public string Name => name;

        public int Uses { get; set; }

        public CancellationToken CancellationToken => CancellationToken.None;
    }
}
