using NewsApi.Content.Reading;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A list of texts.</summary>
/// <param name="Item">What an item of the list is filtered by.</param>
internal sealed record FilterTexts(string Name, string Description, Field List, FilterScalar Item) : FilterField(Name, Description)
{
    public override string InputType => FilterInputs.TextsName;
}
