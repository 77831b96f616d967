using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// Declares the fields <c>node</c> and <c>nodes</c>, which return objects by global id (Relay's Global Object Identification).
/// </summary>
internal static class NodeFields
{
    /// <summary>The largest number of ids that <c>nodes</c> accepts.</summary>
    public const int MaxNodes = 50;

    public static RootField CreateNode() => new RootField
    {
        Name = "node",
        ResolvedType = TypeRefs.Named("Node"),
        Description = "Fetches an object given its ID.",
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNull("ID")) { Name = "id", Description = "ID of the object." }),
        Plan = reader =>
        {
            var text = reader.ReadArguments(reader.Root).GetText("id")!; // The schema declares the argument non-null.
            var (table, id) = GlobalId.Parse(text) ?? throw RequestError.InvalidId(text);
            return new PlannedRow(reader.ReadSelection(table.Name, table, reader.Root.SelectionSets), table.Id, id);
        },
    }.WithCost(CostExtension.Read);

    public static RootField CreateNodes() => new RootField
    {
        Name = "nodes",
        ResolvedType = new NonNullGraphType(new ListGraphType(TypeRefs.Named("Node"))),
        Description =
            "Fetches objects given a list of IDs. The result is in the order of the IDs. An item is null if no object that you may see "
            + "has the ID. An ID with an invalid format gives null and an error.",
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNullListOf("ID"))
        {
            Name = "ids",
            Description = $"The list of node IDs, at most {MaxNodes}.",
        }),
        Plan = reader =>
        {
            // Not null: the schema declares the argument non-null.
            string[] texts = [.. ((IEnumerable<object>)reader.ReadArguments(reader.Root)["ids"]!).Cast<string>()];
            if (texts.Length > MaxNodes)
            {
                throw RequestError.TooManyNodes(texts.Length, MaxNodes);
            }

            // Only the item of an invalid id becomes null, not the whole result.
            var ids = Array.ConvertAll(texts, id => (Id: GlobalId.Parse(id), Text: id));
            return new PlannedNodes(ids, ids.Select(id => id.Id?.Table).OfType<ContentTable>().Distinct().ToDictionary(
                table => table, table => reader.ReadSelection(table.Name, table, reader.Root.SelectionSets)));
        },
    }.WithListSize(MaxNodes, ["ids"], MaxNodes).WithCost(CostExtension.Read);
}
