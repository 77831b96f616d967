using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A filter by a list of texts.</summary>
/// <param name="Item">The filter by one item of the list.</param>
internal sealed record FilterTexts(string Name, string Description, Field List, FilterScalar Item) : FilterField(Name, Description)
{
    public override string InputType => FilterTypeNames.Texts;
}
