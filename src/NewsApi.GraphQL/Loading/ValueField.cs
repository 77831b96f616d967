using System.Text;
using GraphQL.Resolvers;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// A field whose value is computed from its parent, without reading from the database. The code that writes responses calls
/// <see cref="Value"/> directly. If the operation contains introspection, GraphQL.NET runs the operation and calls <see cref="Value"/>
/// through the field's resolver.
/// </summary>
internal class ValueField : FieldType
{
    /// <summary>Returns the value of the field for a parent. A text may be a <see cref="byte"/> array with its UTF-8.</summary>
    public required Func<object, FieldCall, object?> Value
    {
        get;
        init
        {
            field = value;
            Resolver = new FuncFieldResolver<object?>(context =>
            {
                // Not null: every field below the root has a source.
                var shown = value(context.Source!, FieldCall.Of(context));
                return shown is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : shown;
            });
        }
    }
}
