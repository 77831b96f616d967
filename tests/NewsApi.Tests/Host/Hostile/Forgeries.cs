using System.Buffers.Text;
using System.Text;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Ids and cursors that the service never returned, or returned for something else.</summary>
internal static class Forgeries
{
    private const string InvalidId = "HC0001";
    private const string InvalidCursor = "HC0078";
    private const string OfWire = "WIRE_CURSOR_INVALID";

    public static IEnumerable<HostileCase> All =>
    [
        Id("nothing", _ => "", RunsWith(InvalidId, "format")),
        Id("no base64", _ => "%%%", RunsWith(InvalidId, "format")),
        Id("another type", _ => Encode("Nothing:1"), RunsWith(InvalidId, "format")),
        Id("a table", _ => Encode("pg_user:1"), RunsWith(InvalidId, "format")),
        Id("no number", _ => Encode("Article:one"), RunsWith(InvalidId, "format")),
        Id("a statement", _ => Encode("Article:1;drop table article"), RunsWith(InvalidId, "format")),
        Id("a number beyond 64 bits", _ => Encode("Article:9223372036854775808"), RunsWith(InvalidId, "format")),
        Id("the largest number", _ => Encode("Article:9223372036854775807"), Runs("\"node\":null")),
        Id("a negative number", _ => Encode("Article:-1"), RunsWith(InvalidId, "format")),
        Id("a number with spaces", _ => Encode("Article: 1"), RunsWith(InvalidId, "format")),
        Id("a true id in lower case", target => target.Article.ToLowerInvariant(), RunsWith(InvalidId, "format")),
        Id("a megabyte", _ => Long(1_000_000, 'A'), RunsWith(InvalidId, "AAA")),
        Case("a person's id for an article", QueryOf(target => ("query($id: ID) { article(id: $id) { id } }", new { id = target.Person })),
            RunsWith(InvalidId, "type")),
        Case("an article's id in a filter of people", QueryOf(target => (
            "query($id: ID) { people(where: { id: { eq: $id } }) { totalCount } }", new { id = target.Article })),
                RunsWith(InvalidId, "type")),
        Case("a person's id for a mutation of articles", QueryAsEditor(target => (
            "mutation($id: ID!) { deleteDraft(input: { id: $id }) { errors { __typename } } }", new { id = target.Person })),
            Rejected(InvalidId, "type")),
        Case("a forged id for a mutation", QueryAsEditor(_ => (
            "mutation { publishArticle(input: { id: \"x\" }) { errors { __typename } } }", null)), Rejected(InvalidId, "format")),
        Case("51 ids", Query($"{{ nodes(ids: [{Repeat(51, "\"x\"")}]) {{ id }} }}"), Rejected("HC0076", "50")),
        Case("50 forged ids", Query($"{{ nodes(ids: [{Repeat(50, "\"x\"")}]) {{ id }} }}"), RunsWith(InvalidId, "format")),
        Cursor("nothing", _ => "", RunsWith(InvalidCursor, "format")),
        Cursor("no base64", _ => "***", RunsWith(InvalidCursor, "format")),
        Cursor("JSON without a digest", _ => Encode("[1,2]"), RunsWith(InvalidCursor, "")),
        Cursor("JSON of 60 levels", _ => Encode(Long(60, '[') + Long(60, ']')), RunsWith(InvalidCursor, "format")),
        Cursor("JSON of 100 000 levels", _ => Encode(Long(100_000, '[')), RunsWith(InvalidCursor, "format")),
        Cursor("a megabyte", _ => Long(1_000_000, 'A'), RunsWith(InvalidCursor, "format")),
        Cursor("an id", target => target.Article, RunsWith(InvalidCursor, "format")),
        Cursor("a position of the log", target => target.WireCursor, RunsWith(InvalidCursor, "format")),
        Cursor("a date beyond the last", target => Forge(target, "\"10000-01-01T00:00:00Z\"", "1"), RunsWith(InvalidCursor, "format")),
        Cursor("the beginning of time", target => Forge(target, "\"0001-01-01T00:00:00Z\"", "1"), Runs("nodes")),
        Cursor("a number for a date", target => Forge(target, "1e999", "1"), RunsWith(InvalidCursor, "format")),
        Cursor("a text for an id", target => Forge(target, "null", "\"1; drop table article\""), RunsWith(InvalidCursor, "format")),
        Case("the cursor of another list", QueryOf(target => (
            "query($c: String) { people(after: $c) { nodes { id } } }", new { c = target.PageCursor })),
                RunsWith(InvalidCursor, "another")),
        Case("the cursor of another order", QueryOf(target => (
            "query($c: String) { articles(after: $c, order: { headline: ASC }) { nodes { id } } }", new { c = target.PageCursor })),
            RunsWith(InvalidCursor, "another")),
        Wire("nothing to resume after", _ => "x", Rejected(OfWire, "format")),
        Wire("a page's cursor", target => target.PageCursor, Rejected(OfWire, "format")),
        Wire("a position of another log", _ => "00000000-1", Runs("OTHER_EPOCH")),
        Wire("a position beyond the end", target => $"{target.WireCursor[..9]}9223372036854775807", Runs("FUTURE")),
        Wire("a position beyond 64 bits", target => $"{target.WireCursor[..9]}92233720368547758080", Rejected(OfWire, "format")),
        Wire("a negative position", target => $"{target.WireCursor[..9]}-1", Rejected(OfWire, "format")),
        Wire("a megabyte", _ => Long(1_000_000, 'A'), Rejected(OfWire, "format")),
    ];

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>A cursor with the digest of a true one, so that only its values are wrong.</summary>
    private static string Forge(HostileTarget target, string key, string id)
    {
        var written = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(target.PageCursor));
        return Encode($"{written[..written.IndexOf(',', StringComparison.Ordinal)]},{key},{id}]");
    }

    private static HostileCase Id(string name, Func<HostileTarget, string> id, DocumentedAnswer answer) => Case(
        $"an id of {name}", QueryOf(target => ("query($id: ID!) { node(id: $id) { id } }", new { id = id(target) })), answer);

    private static HostileCase Cursor(string name, Func<HostileTarget, string> cursor, DocumentedAnswer answer) => Case(
        $"a cursor of {name}", QueryOf(target => ("query($c: String) { articles(after: $c) { nodes { id } } }", new { c = cursor(target) })),
        answer);

    private static HostileCase Wire(string name, Func<HostileTarget, string> cursor, DocumentedAnswer answer) => Case(
        name, QueryOf(target => ("subscription($c: String) { articleChanges(after: $c) { id } }", new { c = cursor(target) })), answer);

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) =>
        new("forgeries", name, request, answer);
}
