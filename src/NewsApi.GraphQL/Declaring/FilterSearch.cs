using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The full text.</summary>
internal sealed record FilterSearch(string Name, string Description, ContentTable Table) : FilterField(Name, Description)
{
    public override string InputType => "String";
}
