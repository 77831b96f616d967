using GraphQL.Execution;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>One place of a document at which a field is asked for.</summary>
/// <param name="Key">Under which name its parent keeps what was read for it.</param>
internal readonly record struct FieldCall(OperationContext Operation, IExecutionContext Execution, FieldType Definition, GraphQLField Field, string Key)
{
    public Arguments Arguments => Arguments.Of(Execution, Definition, Field);

    public static FieldCall Of(IResolveFieldContext context) => new(
        OperationContext.Of(context).Counted(), context.ExecutionContext, context.FieldDefinition, context.FieldAst, FieldGroup.KeyOf(context.FieldAst));
}
