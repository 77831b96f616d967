using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A filter by related rows.</summary>
/// <param name="One">
/// True if a row has at most one related row. The client then writes the filter of the related row directly, and not inside the field
/// <c>some</c>.
/// </param>
internal sealed record FilterRelation(string Name, string Description, Relation Relation, bool One = false) : FilterField(Name, Description)
{
    public override string InputType => One ? FilterTypeNames.Of(Relation.To) : FilterTypeNames.OfList(Relation.To);
}
