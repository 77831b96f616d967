using GraphQLParser.AST;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The directive <c>@listSize</c> of the cost specification that HotChocolate implements.</summary>
internal sealed class ListSizeDirective : Directive
{
    public const string DirectiveName = "listSize";
    public const string AssumedSize = "assumedSize";
    public const string SlicingArguments = "slicingArguments";
    public const string DefaultValue = "slicingArgumentDefaultValue";
    public const string SizedFields = "sizedFields";
    public const string RequireOne = "requireOneSlicingArgument";

    public ListSizeDirective()
        : base(DirectiveName, DirectiveLocation.FieldDefinition)
    {
        Description =
            "The number of elements that a list counts in the cost of an operation. The cost of each field below the list counts once for "
            + "each element.";
        Arguments = new QueryArguments(
            Argument(
                AssumedSize, new IntGraphType(),
                "The number of elements if no argument determines it. If arguments determine it, the largest number that they allow."),
            Argument(
                SlicingArguments, ListOfTexts(),
                "The arguments that determine the number of elements: by a number, or by the length of a list."),
            Argument(DefaultValue, new IntGraphType(), "The number of elements if the request gives none of these arguments."),
            Argument(SizedFields, ListOfTexts(), "The fields below this field that return the elements. If absent, this field does."),
            new QueryArgument(new NonNullGraphType(new BooleanGraphType()))
            {
                Name = RequireOne,
                DefaultValue = true,
                Description = "True: a request must give exactly one of the arguments in `slicingArguments`.",
            });
    }

    /// <inheritdoc cref="SpecifiedByDirective.Introspectable"/>
    public override bool? Introspectable => true;

    private static ListGraphType ListOfTexts() => new(new NonNullGraphType(new StringGraphType()));

    private static QueryArgument Argument(string name, IGraphType type, string description) =>
        new(type) { Name = name, Description = description };
}
