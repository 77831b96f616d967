using GraphQL.Resolvers;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field whose value is computed from its parent, without a read. The writer of answers calls <see cref="Value"/> directly; the engine,
/// which runs operations with introspection, calls it through the resolver.
/// </summary>
internal class ValueField : FieldType
{
    /// <summary>Returns the value, given the parent.</summary>
    public required Func<object, FieldCall, object?> Value
    {
        get;
        init
        {
            field = value;
            // A field below the root has a source.
            Resolver = new FuncFieldResolver<object?>(context => value(context.Source!, FieldCall.Of(context)));
        }
    }
}
