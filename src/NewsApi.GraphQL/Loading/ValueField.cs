using GraphQL.Execution;
using GraphQL.Resolvers;
using GraphQLParser.AST;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field whose value follows from its parent without waiting for anything. <see cref="Execution.AnswerWriter"/> calls it
/// directly; the engine, which runs what is not a plain query, calls it through its resolver.
/// </summary>
internal class ValueField : FieldType
{
    /// <summary>The value, out of the parent.</summary>
    public required Func<object, FieldCall, object?> Value
    {
        get;
        init
        {
            field = value;
            Resolver = new FuncFieldResolver<object?>(context => value(context.Source!, FieldCall.Of(context)));
        }
    }
}

/// <summary>One place of a document at which a field is asked for.</summary>
/// <param name="Key">Under which name its parent keeps what was read for it.</param>
internal readonly record struct FieldCall(OperationContext Operation, IExecutionContext Execution, FieldType Definition, GraphQLField Field, string Key)
{
    public Arguments Arguments => Arguments.Of(Execution, Definition, Field);

    public static FieldCall Of(IResolveFieldContext context) => new(
        OperationContext.Of(context).Counted(), context.ExecutionContext, context.FieldDefinition, context.FieldAst, FieldGroup.KeyOf(context.FieldAst));
}
