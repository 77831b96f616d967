using GraphQL.Execution;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// The evaluation of a field for one parent. It has the operation, the field's definition, and the node of the document that selects the
/// field.
/// </summary>
/// <param name="Key">The key under which the parent row stores the related rows of this field.</param>
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
