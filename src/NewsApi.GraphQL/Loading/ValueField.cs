using GraphQL.Resolvers;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field whose value is computed from its parent, without reading from the database. The code that writes responses calls
/// <see cref="Value"/> directly. If the operation contains introspection, GraphQL.NET runs the operation and calls <see cref="Value"/>
/// through the field's resolver.
/// </summary>
internal class ValueField : FieldType
{
    /// <summary>Returns the value of the field for a parent.</summary>
    public required Func<object, FieldCall, object?> Value
    {
        get;
        init
        {
            field = value;
            // Not null: every field below the root has a source.
            Resolver = new FuncFieldResolver<object?>(context => value(context.Source!, FieldCall.Of(context)));
        }
    }
}
