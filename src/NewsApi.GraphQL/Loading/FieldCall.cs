using GraphQL.Execution;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>One place of a document that selects a field, in one operation.</summary>
/// <param name="Key">The name under which the parent row stores what was read for this field.</param>
internal readonly record struct FieldCall(
    OperationContext Operation, IExecutionContext Execution, FieldType Definition, GraphQLField Field, string Key)
{
    public Arguments Arguments => Arguments.Of(Execution, Definition, Field);

    public static FieldCall Of(IResolveFieldContext context)
    {
        var engine = EngineContext.Of(context);
        engine.CountField();
        return new(
            engine.Operation, context.ExecutionContext, context.FieldDefinition, context.FieldAst, FieldGroup.BuildKey(context.FieldAst));
    }
}
