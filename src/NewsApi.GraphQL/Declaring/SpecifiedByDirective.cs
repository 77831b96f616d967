using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The specification's <c>@specifiedBy</c>, which the engine does not provide.</summary>
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

    /// <summary>By default the engine shows only directives for queries; the specification requires all.</summary>
    public override bool? Introspectable => true;
}
