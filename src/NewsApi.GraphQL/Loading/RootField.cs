using GraphQL.Resolvers;
using GraphQLParser;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field at the root of a query or a mutation. It first plans all reads for itself and for the fields below it, and then reads.
/// </summary>
internal sealed class RootField : FieldType
{
    /// <summary>
    /// Plans the read without running a statement. Throws a <see cref="RequestError"/> if the arguments or the selection are invalid.
    /// </summary>
    public required Func<SelectionReader, IPlannedRead> Plan
    {
        get;
        init
        {
            field = value;
            Resolver = new FuncFieldResolver<object?>(async context =>
            {
                var engine = EngineContext.Of(context);
                var collector = new FieldCollector(context.Schema, context.Document, context.ExecutionContext.DirectiveValues);
                var group = new FieldGroup(context.FieldDefinition, FieldGroup.BuildKey(context.FieldAst), [context.FieldAst]);
                var plan = value(new SelectionReader(engine.Operation, context.ExecutionContext, collector, group));
                return ReportItems(await plan.ReadAsync(engine.Snapshot, context.CancellationToken), context);
            });
        }
    }

    /// <summary>Replaces each rejected item of a list by null, and adds the item's error with the path of the item.</summary>
    private static object? ReportItems(object? value, IResolveFieldContext context)
    {
        for (var i = 0; value is object?[] items && i < items.Length; i++)
        {
            if (items[i] is RequestError rejected)
            {
                rejected.Path = [.. context.Path, i];
                rejected.AddLocation(Location.FromLinearPosition(context.Document.Source, context.FieldAst.Location.Start));
                context.Errors.Add(rejected);
                items[i] = null;
            }
        }

        return value;
    }
}
