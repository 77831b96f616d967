using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>
/// Declares the types of Relay connections, with HotChocolate's names. For <c>articles</c> they are <c>ArticlesConnection</c> and
/// <c>ArticlesEdge</c>.
/// </summary>
internal static class ConnectionTypes
{
    public const string Edges = "edges";
    public const string Nodes = "nodes";
    public const string TotalCount = "totalCount";
    public const string SearchSuggestion = "searchSuggestion";

    /// <summary>The weight of a count of a whole list. It reads the list's index, and not only a page.</summary>
    private const double CountCost = 20;

    public static string NameOf(string plural) => $"{char.ToUpperInvariant(plural[0])}{plural[1..]}Connection";

    public static IEnumerable<IGraphType> CreateFor(TableType type)
    {
        var edge = new ObjectGraphType
        {
            Name = NameOf(type.Plural).Replace("Connection", "Edge", StringComparison.Ordinal),
            Description = "An edge in a connection.",
        };
        edge.AddField(
            CreateField("cursor", TypeRefs.NonNull("String"), "A cursor for use in pagination.", source => ((Edge)source).Cursor));
        // Not null: a table type sets its name in the constructor.
        edge.AddField(CreateField("node", TypeRefs.NonNull(type.Name!), "The item at the end of the edge.", source => ((Edge)source).Node));
        yield return edge;

        var connection = new ObjectGraphType { Name = NameOf(type.Plural), Description = "A connection to a list of items." };
        connection.AddField(CreateField("pageInfo", TypeRefs.NonNull("PageInfo"), "Information to aid in pagination.", source => source));
        connection.AddField(CreateField(Edges, TypeRefs.NonNullListOf(edge.Name), "A list of edges.", source => CreateEdges((Page)source)));
        connection.AddField(
            // Not null: a table type sets its name in the constructor.
            CreateField(Nodes, TypeRefs.NonNullListOf(type.Name!), "A flattened list of the nodes.", source => ((Page)source).Rows));
        connection.AddField(CreateField(
            TotalCount, TypeRefs.NonNull("Int"), "Identifies the total count of items in the connection.",
            source => (int?)((Page)source).TotalCount).WithCost(CountCost));
        connection.AddField(CreateField(
            "wireCursor",
            TypeRefs.NonNull("String"),
            "The latest position of the change log at the time this page was read. Later changes have a higher position.",
            source => ((Page)source).Wire.ToString()));
        if (type.Table == ContentTable.Article)
        {
            connection.AddField(CreateField(
                SearchSuggestion, TypeRefs.Named("String"),
                "The corrected search (\"did you mean\"): the argument `search` with each unknown word replaced. A word is unknown if no "
                + "article that you may see has it, in any form. The replacement is the nearest word of the headlines, kickers and "
                + "summaries of public articles, and of the names that they mention. It differs in one letter, or in two letters of a long "
                + "word. Of several such words, the most frequent is taken. Null if every word is known, or if no word is near. Null also "
                + "for lists below another object.",
                source => ((Page)source).SearchSuggestion).WithCost(CostExtension.Read));
            foreach (var field in FacetFields.CreateFields())
            {
                connection.AddField(field);
            }
        }

        yield return connection;
    }

    public static ObjectGraphType CreatePageInfo()
    {
        var info = new ObjectGraphType { Name = "PageInfo", Description = "Information about pagination in a connection." };
        info.AddField(CreateField(
            "hasNextPage", TypeRefs.NonNull("Boolean"),
            "Indicates whether more edges exist following the set defined by the clients arguments.", source => ((Page)source).HasNext));
        info.AddField(CreateField(
            "hasPreviousPage", TypeRefs.NonNull("Boolean"),
            "Indicates whether more edges exist prior the set defined by the clients arguments.", source => ((Page)source).HasPrevious));
        info.AddField(CreateField(
            "startCursor", TypeRefs.Named("String"), "When paginating backwards, the cursor to continue.",
            source => ((Page)source).Cursors is [var first, ..] ? first : null));
        info.AddField(CreateField(
            "endCursor", TypeRefs.Named("String"), "When paginating forwards, the cursor to continue.",
            source => ((Page)source).Cursors is [.., var last] ? last : null));
        return info;
    }

    private static IEnumerable<Edge> CreateEdges(Page page) => page.Rows.Select((row, i) => new Edge(page.Cursors[i], row));

    private static ValueField CreateField(string name, IGraphType type, string description, Func<object, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (source, _) => value(source),
    };

    private sealed record Edge(string Cursor, Row Node);
}
