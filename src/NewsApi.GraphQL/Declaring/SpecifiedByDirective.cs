using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The directive <c>@specifiedBy</c> of the GraphQL specification, which GraphQL.NET does not provide.</summary>
internal sealed class SpecifiedByDirective : Directive
{
    public const string DirectiveName = "specifiedBy";

    public SpecifiedByDirective()
        : base(DirectiveName, DirectiveLocation.Scalar)
    {
        Description = "Exposes a URL that specifies the behaviour of this scalar.";
        Arguments = new QueryArguments(new QueryArgument(new NonNullGraphType(new StringGraphType()))
        {
            Name = "url",
            Description = "The URL that specifies the behaviour of this scalar.",
        });
    }

    /// <summary>
    /// True, so that introspection shows this directive. The specification requires that introspection shows every directive. By default,
    /// GraphQL.NET shows only directives for operations, such as <c>@skip</c>, and hides directives for schemas.
    /// </summary>
    public override bool? Introspectable => true;
}
