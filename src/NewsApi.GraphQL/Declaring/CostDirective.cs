using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The directive <c>@cost</c> of the cost specification that HotChocolate implements.</summary>
internal sealed class CostDirective : Directive
{
    public const string DirectiveName = "cost";
    public const string Weight = "weight";

    public CostDirective()
        : base(
            DirectiveName,
            DirectiveLocation.Scalar, DirectiveLocation.Object, DirectiveLocation.FieldDefinition, DirectiveLocation.ArgumentDefinition,
            DirectiveLocation.Enum, DirectiveLocation.InputFieldDefinition)
    {
        Description =
            "What a field, an argument or an input field adds to the field cost of an operation. An argument or input field adds its "
            + "weight only if the request gives it a value. Without this directive, a field that returns objects or a list has the weight "
            + "1, and everything else has the weight 0.";
        Arguments = new QueryArguments(new QueryArgument(new NonNullGraphType(new StringGraphType()))
        {
            Name = Weight,
            Description =
                "The weight, a decimal number. The weight of the argument `skip` counts for each element that is skipped. An argument that "
                + "is false adds nothing.",
        });
    }

    /// <inheritdoc cref="SpecifiedByDirective.Introspectable"/>
    public override bool? Introspectable => true;
}
