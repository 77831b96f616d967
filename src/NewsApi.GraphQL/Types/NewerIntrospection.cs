using GraphQL.Resolvers;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// Adds those parts of introspection (GraphQL specification of October 2021, section 4.2) that GraphQL.NET lacks or does not enable. The
/// introspection query of current tools uses all these parts. The query fails validation if a part is missing.
/// </summary>
internal static class NewerIntrospection
{
    /// <summary>
    /// Enables <c>isRepeatable</c> and the deprecation of arguments and input fields. Must be called before
    /// <see cref="Schema.Initialize"/>.
    /// </summary>
    public static void Enable(Schema schema)
    {
        schema.Features.RepeatableDirectives = true;
        schema.Features.DeprecationOfInputValues = true;
    }

    /// <summary>
    /// Adds <c>__Type.specifiedByURL</c> and the argument <c>includeDeprecated</c> of <c>__Directive.args</c>. Must be called after
    /// <see cref="Schema.Initialize"/>.
    /// </summary>
    public static void AddTo(Schema schema)
    {
        FindType(schema, "__Type").AddField(new FieldType
        {
            Name = "specifiedByURL",
            ResolvedType = new StringGraphType(),
            Description = "The URL of the specification of this scalar; null for other types.",
            Resolver = new FuncFieldResolver<object?>(context => (context.Source as ScalarGraphType)
                ?.FindAppliedDirective(SpecifiedByDirective.DirectiveName)?.FindArgument("url")?.Value),
        });

        // This argument has no effect, because no argument of our directives is deprecated.
        FindType(schema, "__Directive").Fields.Find("args")!.Arguments = new QueryArguments(
            new QueryArgument(new BooleanGraphType()) { Name = "includeDeprecated", DefaultValue = false });
    }

    // Not null: GraphQL.NET declares the types of introspection.
    private static IObjectGraphType FindType(Schema schema, string name) => (IObjectGraphType)schema.AllTypes[name]!;
}
