using GraphQL.Resolvers;

namespace NewsApi.GraphQL.Loading;

/// <summary>A field at the root of a query: it reads all that is asked for below it.</summary>
internal sealed class RootField : FieldType
{
    /// <summary>Reads; what it returns is what the fields below are shown from.</summary>
    public required Func<SelectionReader, CancellationToken, Task<object?>> Read
    {
        get;
        init
        {
            field = value;
            Resolver = new FuncFieldResolver<object?>(async context =>
            {
                var collector = new FieldCollector(context.Schema, context.Document, context.ExecutionContext.DirectiveValues);
                var group = new FieldGroup(context.FieldDefinition, FieldGroup.KeyOf(context.FieldAst), [context.FieldAst]);
                var reader = new SelectionReader(OperationContext.Of(context), context.ExecutionContext, collector, group);
                return await value(reader, context.CancellationToken);
            });
        }
    }
}
