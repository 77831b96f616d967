using System.Text;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Garbage for every URL beside GraphQL's: ingest, pages, metrics, health, and paths that do not exist.</summary>
internal static class OtherUrls
{
    private const string Invalid = "REJECTED";

    public static IEnumerable<HostileCase> All =>
    [
        Case("an item without a key", PostBytes("/ingest/ninjs", () => "{}"u8.ToArray(), "Content-Type: application/json"),
            Rejected(401, "AUTH_NOT_AUTHENTICATED", "key")),
        Case("an item by GET", Method("GET", "/ingest/ninjs"), Rejected(405)),
        Case("an item by DELETE", Method("DELETE", "/ingest/ninjs"), Rejected(405)),
        Item("nothing", "", Runs("")),
        Item("no JSON", "nonsense", Runs(Invalid)),
        Item("an empty item", "{}", Runs(Invalid)),
        Item("a list of lists", "[[[]]]", Runs(Invalid)),
        Item("numbers", "7\n8\n9", Runs(Invalid)),
        Item("JSON that is cut off", """{"uri":"urn:x","headlines":[{"value":""", Runs(Invalid)),
        Item("100 000 levels", Long(100_000, '['), Runs(Invalid)),
        Item("half a pair", """{"uri":"urn:hostile:half","headlines":[{"value":"\ud800"}]}""", Runs(Invalid)),
        Item("NUL", """{"uri":"urn:hostile:\u0000","headlines":[{"value":"a"}]}""", Runs(Invalid)),
        Item("a date that does not exist", """{"uri":"urn:hostile:date","pubStatus":"usable","language":"en","versionCreated":"2026-02-30T00:00:00Z","headlines":[{"value":"a"}]}""",
            Runs(Invalid)),
        Item("a script in a headline", """{"uri":"urn:hostile:script","pubStatus":"canceled","language":"en","headlines":[{"value":"<script>alert(1)</script>"}]}""",
            Runs("urn:hostile:script")),
        Case("an item that is not gzip", Send(target => Request(
            "POST", "/ingest/ninjs", [0x1F, 0x8B, 8, 0, 1, 2, 3, 4], $"Authorization: Bearer {target.EditorKey}")), Runs(Invalid)),
        Case("an item that is not UTF-8", Send(target => Request(
            "POST", "/ingest/ninjs", [.. "{\"uri\":\"urn:"u8, 0xFF, .. "\"}"u8], $"Authorization: Bearer {target.EditorKey}")),
                Runs(Invalid)),
        Case("metrics by POST", Method("POST", "/metrics", "Content-Length: 0"), Rejected(404)),
        Case("metrics through a proxy", Get("/metrics", "X-Forwarded-For: 8.8.8.8"), Rejected(404)),
        Case("metrics for a page", Get("/metrics", "Origin: https://evil.example"), Rejected(404)),
        Case("metrics with a folder above", Get("/metrics/../../etc/passwd"), Rejected(404)),
        Case("health by POST", Method("POST", "/health/ready", "Content-Length: 0"), Rejected(405)),
        Case("health of garbage", Get("/health/%2e%2e/x"), Rejected(404)),
        Case("the live page of garbage", Get("/live/?topic=%00%FF'%22%3Cscript%3E&person=a&person=b"), Runs("<html")),
        Case("the live page by POST", Method("POST", "/live/", "Content-Length: 0"), Rejected(404)),
        Case("a file above the live page", Get("/live/../appsettings.json"), Rejected(404)),
        Case("a file above the live page, encoded", Get("/live/%2e%2e/appsettings.json"), Rejected(404)),
        Case("a file above the live page, encoded twice", Get("/live/%252e%252e%252fappsettings.json"), Rejected(404)),
        Case("a file above the live page, by a slash in code", Get("/live/..%2f..%2f..%2fetc%2fpasswd"), Rejected(404)),
        Case("a file above the live page, by backslashes", Get("/live/..%5c..%5cappsettings.json"), Rejected(404)),
        Case("a file above the IDE", Get("/graphql/ui/..%2f..%2fnewsapi.dll"), Rejected(404)),
        Case("a device above the IDE", Get("/graphql/ui//dev/null"), Rejected(404)),
        Case("a folder as a file", Get("/live/."), Runs("")),
        Case("the settings", Get("/appsettings.json"), Rejected(404)),
        Case("a hidden file", Get("/.git/config"), Rejected(404)),
        Case("a script of others", Get("/wp-login.php"), Rejected(404)),
        Case("a path of 7 000 slashes", Get(() => Long(7_000, '/')), Rejected(404)),
        Case("a path of 3 000 folders above", Get(() => $"/{Repeat(2_000, "..", "/")}/etc/passwd"), Rejected(404)),
        Case("a path with half an escape", Get("/live/%"), Rejected(404)),
        Case("a path that is not UTF-8", Get("/live/%FF%FE"), Rejected(404)),
        Case("the schema by POST", Method("POST", "/graphql/schema.graphql", "Content-Length: 0"), Rejected(405)),
        Case("a WebSocket's URL by GET", Get("/graphql/ws"), Rejected(426, "HC0009", "WebSockets only")),
        Case("GraphQL in upper case with a slash", Get("/GRAPHQL/?query=%7B__typename%7D"), Runs("Query")),
        Case("a redirect to another server", Get("//evil.example/%2e%2e"), Rejected(404)),
    ];

    private static HostileCase Item(string name, string body, DocumentedAnswer answer) => Case(
        $"an item of {name}", Send(target => Request("POST", "/ingest/ninjs", Encoding.UTF8.GetBytes(body),
            "Content-Type: application/json", $"Authorization: Bearer {target.EditorKey}")), answer);

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) =>
        new("other URLs", name, request, answer);
}
