using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A filter by a scalar.</summary>
/// <param name="IdOf">The tables that a global id may belong to; empty if the operand is not a global id.</param>
internal sealed record FilterScalar(string Name, string Description, string TypeName, Field Field, params ContentTable[] IdOf)
    : FilterField(Name, Description)
{
    public override string InputType => FilterTypeNames.OfScalar(this);

    public bool IsId => IdOf.Length > 0;

    public bool IsEnum => Field.Type.IsEnum;

    public IReadOnlyList<FilterOperator> Operators { get; } = FilterOperator.For(Field, isId: IdOf.Length > 0);
}
