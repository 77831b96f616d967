using System.Globalization;
using System.Text.Json;

namespace NewsApi.Benchmarks.Peer;

/// <summary>
/// The queries of the mix as PostGraphile's schema has them. Aliases give the answers the shape of the service's, so that the content can
/// be compared. Where PostGraphile offers a choice, the query takes what costs less: the row's id instead of a global one, and lists
/// without cursors where no cursor is asked for.
/// </summary>
internal static class PeerQueries
{
    private const string Newest = "first: 20, orderBy: [PUBLISHED_AT_DESC, ROW_ID_DESC]";
    private const string Named = "{ id: rowId slug name }";

    /// <summary>Names of queries of the <see cref="Mix"/>.</summary>
    public static readonly IReadOnlyList<string> Names = ["one", Mix.Plain, "list"];

    /// <summary>Returns the query with the document for PostGraphile, and the same variables.</summary>
    public static Query For(Query query) => query with
    {
        Document = query.Name switch
        {
            "one" =>
                """
                query One($slug: String!) { article: articleBySlug(slug: $slug) {
                  id: rowId slug headline summary byline section language urgency wordCount publishedAt updatedAt body } }
                """,
            Mix.Plain => $$"""query Plain { articles: allArticles({{Newest}}) { nodes { id: rowId slug headline publishedAt } } }""",
            "list" =>
                $$"""
                query List { articles: allArticles({{Newest}}) {
                  nodes { id: rowId slug headline summary publishedAt
                    people: peopleList {{Named}} places: placesList {{Named}} topics: topicsList {{Named}} }
                  pageInfo { hasNextPage } } }
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Name, "PostGraphile is not asked this query."),
        },
    };

    /// <summary>Compares what two answers say. The format of ids and of times may differ.</summary>
    public static bool HaveSameContent(string answer, string other) =>
        HaveSameContent(JsonDocument.Parse(answer).RootElement, JsonDocument.Parse(other).RootElement);

    private static bool HaveSameContent(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => a.EnumerateObject().Count() == b.EnumerateObject().Count()
            && a.EnumerateObject().All(p => b.TryGetProperty(p.Name, out var other) && (p.Name == "id" || HaveSameContent(p.Value, other))),
        (JsonValueKind.Array, JsonValueKind.Array) => a.GetArrayLength() == b.GetArrayLength()
            && a.EnumerateArray().Zip(b.EnumerateArray()).All(pair => HaveSameContent(pair.First, pair.Second)),
        (JsonValueKind.String, JsonValueKind.String) => a.GetString() == b.GetString()
            || (IsTime(a, out var t) && IsTime(b, out var u) && t == u),
        _ => JsonElement.DeepEquals(a, b),
    };

    private static bool IsTime(JsonElement text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
