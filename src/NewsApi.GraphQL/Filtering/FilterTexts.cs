using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Filtering;

/// <summary>A list of texts.</summary>
/// <param name="Item">What an item of the list is filtered by.</param>
internal sealed record FilterTexts(string Name, string Description, Field List, FilterScalar Item) : FilterField(Name, Description)
{
    public override string InputType => FilterInputs.TextsName;
}
