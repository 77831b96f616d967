using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary><c>node</c> and <c>nodes</c>: anything by its global id (Relay's Global Object Identification).</summary>
internal static class NodeFields
{
    /// <summary>How many ids <c>nodes</c> takes.</summary>
    public const int MaxNodes = 50;

    public static RootField Node(TableTypes types) => new()
    {
        Name = "node",
        ResolvedType = TypeRefs.Named("Node"),
        Description = "Fetches an object given its ID.",
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNull("ID")) { Name = "id", Description = "ID of the object." }),
        Read = async (reader, cancellationToken) =>
            (await ReadAsync(reader, types, [reader.Arguments(reader.Root).Text("id")!], cancellationToken)).Single(),
    };

    public static RootField Nodes(TableTypes types) => new()
    {
        Name = "nodes",
        ResolvedType = new NonNullGraphType(new ListGraphType(TypeRefs.Named("Node"))),
        Description = "Lookup nodes by a list of IDs. The answer is in the order of the ids, with null for what there is not.",
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNullListOf("ID")) { Name = "ids", Description = $"The list of node IDs, at most {MaxNodes}." }),
        Read = async (reader, cancellationToken) =>
        {
            string[] ids = [.. ((IEnumerable<object>)reader.Arguments(reader.Root)["ids"]!).Cast<string>()];
            return ids.Length <= MaxNodes
                ? await ReadAsync(reader, types, ids, cancellationToken)
                : throw RequestError.TooManyNodes(ids.Length, MaxNodes);
        },
    };

    private static async Task<IReadOnlyList<Row?>> ReadAsync(
        SelectionReader reader, TableTypes types, string[] globalIds, CancellationToken cancellationToken)
    {
        var ids = Array.ConvertAll(globalIds, id => GlobalId.Parse(id) ?? throw RequestError.InvalidId(id));
        var found = new Dictionary<(ContentTable, long), Row?>();
        foreach (var kind in ids.Distinct().GroupBy(id => id.Table))
        {
            var selection = reader.Read(types[kind.Key].Name!, kind.Key, reader.Root.SelectionSets);
            long[] asked = [.. kind.Select(id => id.Id)];

            // By the id that was asked for: one that was merged away brings a row of another.
            foreach (var (id, row) in asked.Zip(await reader.Operation.News.ReadByIdAsync(selection, asked, cancellationToken)))
            {
                found[(kind.Key, id)] = row;
            }
        }

        return Array.ConvertAll(ids, id => found.GetValueOrDefault(id));
    }
}
