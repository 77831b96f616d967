using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>A filter by a row in a tree. It matches that row and every row below it.</summary>
/// <param name="BySlug">True if the operand is a slug of the row; false if it is the row's global id.</param>
internal sealed record FilterBelow(string Name, string Description, ContentTable Table, bool BySlug) : FilterField(Name, Description)
{
    public override string InputType => BySlug ? "String" : "ID";
}
