using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A filter by full-text search.</summary>
internal sealed record FilterSearch(string Name, string Description, ContentTable Table) : FilterField(Name, Description)
{
    public override string InputType => "String";
}
