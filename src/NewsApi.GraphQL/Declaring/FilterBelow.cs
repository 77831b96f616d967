using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A filter by an id in a tree. It matches the row with that id and every row below it.</summary>
internal sealed record FilterBelow(string Name, string Description, ContentTable Table) : FilterField(Name, Description)
{
    public override string InputType => "ID";
}
