using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A place in the tree: the thing with that id or any below it.</summary>
internal sealed record FilterBelow(string Name, string Description, ContentTable Table) : FilterField(Name, Description)
{
    public override string InputType => "ID";
}
