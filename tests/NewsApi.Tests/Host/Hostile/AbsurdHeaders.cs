using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Too many headers, too long ones, and values that no client means.</summary>
internal static class AbsurdHeaders
{
    private const string Query = "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private const string Stream = "/graphql?query=subscription%7BarticlePublished%7Bcursor%7D%7D";
    private const string Sse = "Accept: text/event-stream";

    public static IEnumerable<HostileCase> All =>
    [
        Case("200 headers", Raw(() => $"{Query}{Repeat(200, "X-#: 1\r\n", "")}\r\n"), Rejected(431)),
        Case("40 000 characters of a header", Raw(() => $"{Query}X: {Long(40_000)}\r\n\r\n"), Rejected(431)),
        Case("10 MB of headers", Raw(() => $"{Query}{Repeat(1000, $"X-#: {Long(10_000)}\r\n", "")}\r\n"), Rejected(431)),
        Case("a name of 40 000 characters", Raw(() => $"{Query}{Long(40_000)}: 1\r\n\r\n"), Rejected(431)),
        Case("a request line of 100 000 characters", Get(() => $"/graphql?query={Long(100_000)}"), Rejected(414)),
        Case("a request line of 7 000 characters", Get(() => $"/graphql?query=%7B{Long(7_000)}%7D"), Rejected(null, "xxx")),
        Case("1 000 parameters", Get(() => $"/graphql?query=%7B__typename%7D&{Repeat(1000, "a#=1", "&")}"), Runs("Query")),
        Case("a parameter twice", Get("/graphql?query=%7B__typename%7D&query=x"), Rejected("HC0009", "more than once")),
        Case("no host", Raw(() => "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nConnection: close\r\n\r\n"), Rejected(400)),
        Case("two hosts", Raw(() => $"{Query}Host: other\r\n\r\n"), Rejected(400)),
        Case("a host of garbage", Raw(() => Query.Replace("localhost", "<script>'\"", StringComparison.Ordinal) + "\r\n"), Rejected(400)),
        Case("a header without a colon", Raw(() => $"{Query}nonsense\r\n\r\n"), Rejected(400)),
        Case("a header that is folded", Raw(() => $"{Query}X: a\r\n b\r\n\r\n"), Rejected(400)),
        Case("a space before the colon", Raw(() => $"{Query}X : a\r\n\r\n"), Rejected(400)),
        Case("NUL in a header", Raw(() => $"{Query}X: a\0b\r\n\r\n"), Rejected(400)),
        Case("HTTP/9.9", Raw(() => "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"), Rejected(505)),
        Case("no HTTP", Raw(() => "nonsense\r\n\r\n"), Rejected(400)),
        Case("a TLS handshake", Raw(() => "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"), Rejected(400)),
        Case("CONNECT", Raw(() => "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nConnection: close\r\n\r\n"), Rejected(405)),
        Case("an address of another server", Raw(() =>
            "GET http://example.com/graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"),
                Runs("Query")),
        Case("an upgrade to h2c", WithHeaders("Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"), Runs("Query")),
        Case("an upgrade to nothing known", WithHeaders("Connection: Upgrade", "Upgrade: nonsense"), Runs("Query")),
        Case("Accept of garbage", WithHeaders("Accept: ;;;,,,"), Rejected("HC0064", "Accept")),
        Case("Accept of an image", WithHeaders("Accept: image/png"), Rejected(406, "HC0063", "Accept")),
        Case("Accept of 5 000 ranges", WithHeaders($"Accept: {Repeat(5_000, "a/b", ",")}"), Rejected(406, "HC0063", "Accept")),
        Case("Accept of q=0", WithHeaders("Accept: */*;q=0"), Rejected(406, "HC0063", "Accept")),
        Case("Accept of 20 000 parameters", WithHeaders($"Accept: application/json;{Long(20_000, ';')}q=x"), Rejected("HC0064", "Accept")),
        Case("Last-Event-ID of garbage", Get(Stream, Sse, "Last-Event-ID: '\"\\%00<>"), Runs("WIRE_CURSOR_INVALID")),
        Case("Last-Event-ID of 20 000 characters", Get(Stream, Sse, $"Last-Event-ID: {Long(20_000)}"), Runs("WIRE_CURSOR_INVALID")),
        Case("Last-Event-ID of another log", Get(Stream, Sse, "Last-Event-ID: 00000000-1"), Runs("OTHER_EPOCH")),
        Case("News-At-Least of garbage", WithHeaders("News-At-Least: x"), Rejected("WIRE_CURSOR_INVALID", "format")),
        Case("News-At-Least of 20 000 characters", WithHeaders($"News-At-Least: {Long(20_000)}"),
            Rejected("WIRE_CURSOR_INVALID", "format")),
        Case("News-At-Least of another log", WithHeaders("News-At-Least: 00000000-1"), Rejected("WIRE_NOT_REACHED", "time limit")),
        Case("News-At-Least of a far future", Send(target => Request(
            "GET", "/graphql?query=%7B__typename%7D", null, $"News-At-Least: {target.WireCursor[..9]}9223372036854775807")),
            Rejected("WIRE_NOT_REACHED", "time limit")),
        Case("traceparent of garbage", WithHeaders("traceparent: 00-zz-zz-zz"), Runs("Query")),
        Case("traceparent of zeros", WithHeaders($"traceparent: 00-{Long(32, '0')}-{Long(16, '0')}-01"), Runs("Query")),
        Case("traceparent and tracestate of 10 000 characters", WithHeaders(
            $"traceparent: {Long(10_000, '0')}", $"tracestate: {Long(10_000)}=1"), Runs("Query")),
        Case("baggage of 1 000 entries", WithHeaders($"baggage: {Repeat(1000, "k#=v", ",")}"), Runs("Query")),
        Case("Idempotency-Key of 10 000 characters", PostBytes("/graphql", () => """{"query":"mutation { __typename }"}"""u8.ToArray(),
            "Content-Type: application/json", $"Idempotency-Key: {Long(10_000)}"), Rejected("AUTH_NOT_AUTHENTICATED", "key")),
        Case("Idempotency-Key of 10 000 characters with the key of an editor", Send(target => Request(
            "POST", "/graphql", """{"query":"mutation { deleteDraft(input: { id: \"x\" }) { errors { __typename } } }"}"""u8.ToArray(),
            "Content-Type: application/json", $"Authorization: Bearer {target.EditorKey}", $"Idempotency-Key: {Long(10_000)}")),
            Rejected("HC0009", "255")),
        Case("GraphQL-Cost of garbage", WithHeaders("GraphQL-Cost: nonsense"), Runs("Query")),
        Case("X-Forwarded-For of garbage", WithHeaders("X-Forwarded-For: '); drop table article;--", "X-Forwarded-Proto: gopher"),
            Runs("Query")),
        Case("X-Forwarded-For of 1 000 addresses", WithHeaders($"X-Forwarded-For: {Repeat(1000, "1.2.3.4", ", ")}"), Runs("Query")),
        Case("Origin of garbage", WithHeaders("Origin: <script>"), Runs("Query")),
        Case("a preflight of garbage", Method(
            "OPTIONS", "/graphql", "Origin: null", "Access-Control-Request-Method: NONSENSE", $"Access-Control-Request-Headers: {Long(5_000)}"),
            Rejected(204)),
        Case("1 000 ranges of bytes", Get("/live/newsapi.js", $"Range: bytes={Repeat(1000, "0-1", ",")}"), Runs("")),
        Case("a range that overflows", Get("/live/", "Range: bytes=99999999999999999999-"), Runs("<html")),
        Case("dates and tags of garbage", Get("/live/", "If-None-Match: \"x", "If-Modified-Since: never"), Runs("<html")),
        Case("cookies of 20 000 characters", WithHeaders($"Cookie: {Repeat(2000, "a#=1", "; ")}"), Runs("Query")),
        Case("Expect of garbage", WithHeaders("Expect: nonsense"), Runs("Query")),
        Case("the token of a single connection", WithHeaders("X-GraphQL-Event-Stream-Token: x"), Rejected("HC0009", "single connection")),
    ];

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) =>
        new("absurd headers", name, request, answer);
}
