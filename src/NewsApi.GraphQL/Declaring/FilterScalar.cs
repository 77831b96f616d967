using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A scalar.</summary>
/// <param name="IdOf">Where the client passes a global id: of what; empty otherwise.</param>
internal sealed record FilterScalar(string Name, string Description, string TypeName, Field Field, params ContentTable[] IdOf)
    : FilterField(Name, Description)
{
    public override string InputType => FilterInputs.OperationsNameOf(this);

    public bool IsId => IdOf.Length > 0;

    public bool IsEnum => Field.Type.IsEnum;

    public IReadOnlyList<FilterOperator> Operators { get; } = FilterOperator.For(Field, isId: IdOf.Length > 0);
}
