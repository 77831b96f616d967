using GraphQL.Resolvers;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// What the specification's introspection (October 2021, section 4.2) has and the engine's has not, or only when asked to. The
/// introspection query of today's tools uses all of it, and is refused where one word is missing.
/// </summary>
internal static class NewerIntrospection
{
    /// <summary>Before <see cref="Schema.Initialize"/>: <c>isRepeatable</c>, and deprecation of arguments and input fields.</summary>
    public static void Announce(Schema schema)
    {
        schema.Features.RepeatableDirectives = true;
        schema.Features.DeprecationOfInputValues = true;
    }

    /// <summary>After it: <c>__Type.specifiedByURL</c>, and <c>__Directive.args</c> with its argument.</summary>
    public static void AddTo(Schema schema)
    {
        TypeOf(schema, "__Type").AddField(new FieldType
        {
            Name = "specifiedByURL",
            ResolvedType = new StringGraphType(),
            Description = "Where the behaviour of this scalar is specified; null for other types.",
            Resolver = new FuncFieldResolver<object?>(context => (context.Source as ScalarGraphType)
                ?.FindAppliedDirective(SpecifiedByDirective.DirectiveName)?.FindArgument("url")?.Value),
        });

        // Without effect: no argument of a directive of ours is deprecated.
        TypeOf(schema, "__Directive").Fields.Find("args")!.Arguments = new QueryArguments(
            new QueryArgument(new BooleanGraphType()) { Name = "includeDeprecated", DefaultValue = false });
    }

    private static IObjectGraphType TypeOf(Schema schema, string name) => (IObjectGraphType)schema.AllTypes[name]!;
}
