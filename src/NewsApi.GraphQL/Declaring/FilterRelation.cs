using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Declaring;

/// <summary>Related things.</summary>
/// <param name="One">True where there is one at most, so that its filter stands there without <c>some</c>.</param>
internal sealed record FilterRelation(string Name, string Description, Relation Relation, bool One = false) : FilterField(Name, Description)
{
    public override string InputType => One ? FilterInputs.NameOf(Relation.To) : FilterInputs.ListNameOf(Relation.To);
}
