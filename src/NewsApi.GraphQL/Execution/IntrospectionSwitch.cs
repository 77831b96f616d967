using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace NewsApi.GraphQL.Execution;

/// <summary>Finds fields of introspection, for a service that does not allow them. The field <c>__typename</c> is always allowed.</summary>
internal sealed class IntrospectionSwitch : ASTVisitor<IntrospectionSwitch.Found>
{
    /// <summary>Returns the first field of a document that begins introspection; null if there is none.</summary>
    public static async ValueTask<GraphQLField?> FindAsync(GraphQLDocument document)
    {
        var found = new Found();
        await new IntrospectionSwitch().VisitAsync(document, found);
        return found.Field;
    }

    protected override ValueTask VisitFieldAsync(GraphQLField field, Found context)
    {
        if (field.Name.StringValue is "__schema" or "__type")
        {
            context.Field ??= field;
        }

        return base.VisitFieldAsync(field, context);
    }

    internal sealed class Found : IASTVisitorContext
    {
        public GraphQLField? Field { get; set; }

        public CancellationToken CancellationToken => CancellationToken.None;
    }
}
