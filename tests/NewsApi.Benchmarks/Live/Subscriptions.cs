using System.Text.Json;

namespace NewsApi.Benchmarks.Live;

/// <summary>What listeners subscribe to, and how.</summary>
/// <param name="Requests">GraphQL requests as JSON; listeners take them in turn.</param>
/// <param name="ReceiveBuffer">Bytes; null for the system's own choice.</param>
internal sealed record Subscriptions(
    IReadOnlyList<string> Requests, int Port, ListenerKind Kind = ListenerKind.EventStream, int? ReceiveBuffer = null)
{
    private const string FrontPage =
        "subscription ($after: String) { articleChanges(after: $after) { cursor kind id article { headline publishedAt topics { name } } } }";

    private const string Pages =
        "subscription ($after: String) { articleChanges(after: $after) { cursor kind article { headline publishedAt topics { name } } } }";

    private const string Whole =
        "subscription ($after: String) { articleChanges(after: $after) { cursor kind id article { headline body } } }";

    private const string Filtered =
        """
        subscription ($after: String, $where: ArticleFilterInput) { articleChanges(after: $after, where: $where) {
        cursor kind id article { headline publishedAt topics { name } } } }
        """;

    /// <summary>The field at the root of all of them.</summary>
    public string Field => "articleChanges";

    /// <summary>Everything that is published, as a front page shows it; all of them the same.</summary>
    public static Subscriptions ToAll(LiveService service, string after, bool sockets = false) =>
        new([Request(FrontPage, new { after })], service.Port, sockets ? ListenerKind.WebSocket : ListenerKind.EventStream);

    /// <summary>Everything that is published, as pages.</summary>
    /// <param name="port">Of the service, or of a proxy before it.</param>
    public static Subscriptions ToPages(int port, string after) => new([Request(Pages, new { after })], port, ListenerKind.Page);

    /// <summary>Everything with its text, for listeners that the system shall not read for: it may keep little for them.</summary>
    public static Subscriptions ToWholeArticles(LiveService service, string after, int receiveBuffer) =>
        new([Request(Whole, new { after })], service.Port, ReceiveBuffer: receiveBuffer);

    public static Subscriptions ToFilters(LiveService service, string after, IEnumerable<Filter> filters) =>
        new([.. filters.Select(f => Request(Filtered, new { after, where = f.Where }))], service.Port);

    private static string Request(string query, object variables) => JsonSerializer.Serialize(new { query, variables });
}
