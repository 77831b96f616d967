using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>The types of a Relay connection, with HotChocolate's names: <c>articles</c> gives <c>ArticlesConnection</c> and <c>ArticlesEdge</c>.</summary>
internal static class ConnectionTypes
{
    public const string Edges = "edges";
    public const string Nodes = "nodes";
    public const string TotalCount = "totalCount";

    public static string NameOf(string plural) => $"{char.ToUpperInvariant(plural[0])}{plural[1..]}Connection";

    public static IEnumerable<IGraphType> Of(TableType type)
    {
        var edge = new ObjectGraphType { Name = NameOf(type.Plural).Replace("Connection", "Edge", StringComparison.Ordinal), Description = "An edge in a connection." };
        edge.AddField(Field("cursor", TypeRefs.NonNull("String"), "A cursor for use in pagination.", source => ((Edge)source).Cursor));
        edge.AddField(Field("node", TypeRefs.NonNull(type.Name!), "The item at the end of the edge.", source => ((Edge)source).Node));
        yield return edge;

        var connection = new ObjectGraphType { Name = NameOf(type.Plural), Description = "A connection to a list of items." };
        connection.AddField(Field("pageInfo", TypeRefs.NonNull("PageInfo"), "Information to aid in pagination.", source => source));
        connection.AddField(Field(Edges, TypeRefs.ListOf(edge.Name), "A list of edges.", source => EdgesOf((Page)source)));
        connection.AddField(Field(Nodes, TypeRefs.ListOf(type.Name!), "A flattened list of the nodes.", source => ((Page)source).Rows));
        connection.AddField(Field(
            TotalCount, TypeRefs.NonNull("Int"), "Identifies the total count of items in the connection.", source => (int?)((Page)source).TotalCount));
        connection.AddField(Field(
            "wireCursor",
            TypeRefs.NonNull("String"),
            "Where the change log stood when this page was read: what changes later has a higher position.",
            source => ((Page)source).Wire.ToString()));
        yield return connection;
    }

    public static ObjectGraphType PageInfo()
    {
        var info = new ObjectGraphType { Name = "PageInfo", Description = "Information about pagination in a connection." };
        info.AddField(Field(
            "hasNextPage", TypeRefs.NonNull("Boolean"), "Indicates whether more edges exist following the set defined by the clients arguments.", source => ((Page)source).HasNext));
        info.AddField(Field(
            "hasPreviousPage", TypeRefs.NonNull("Boolean"), "Indicates whether more edges exist prior the set defined by the clients arguments.", source => ((Page)source).HasPrevious));
        info.AddField(Field(
            "startCursor", TypeRefs.Named("String"), "When paginating backwards, the cursor to continue.", source => ((Page)source).Cursors is [var first, ..] ? first : null));
        info.AddField(Field(
            "endCursor", TypeRefs.Named("String"), "When paginating forwards, the cursor to continue.", source => ((Page)source).Cursors is [.., var last] ? last : null));
        return info;
    }

    private static IEnumerable<Edge> EdgesOf(Page page) => page.Rows.Select((row, i) => new Edge(page.Cursors[i], row));

    private static ValueField Field(string name, IGraphType type, string description, Func<object, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (source, _) => value(source),
    };

    private sealed record Edge(string Cursor, Row Node);
}
