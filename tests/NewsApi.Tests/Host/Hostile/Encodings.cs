using System.Text;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>NUL, halves of surrogate pairs, and bytes that are not UTF-8, in every place that takes text.</summary>
internal static class Encodings
{
    private const string Json = "Content-Type: application/json";
    private const string Surrogate = "surrogate";

    public static IEnumerable<HostileCase> All =>
    [
        Case("NUL between tokens", Query("{ __typename \0 }"), Rejected("HC0014", "Error parsing query")),
        Case("NUL in a string", Query("{ articles(search: \"a\0b\") { totalCount } }"), Rejected("HC0014", "Error parsing query")),
        Case("NUL escaped in a search", Query("""{ articles(search: "a\u0000b") { totalCount } }"""), RunsWith("HC0001", "NUL")),
        Case("NUL in a slug", Query("query($s: String) { article(slug: $s) { id } }", new { s = "a\0b" }), RunsWith("HC0001", "NUL")),
        Case("NUL in a filter", Query(
            "query($s: String) { articles(where: { headline: { contains: $s } }) { totalCount } }", new { s = "\0" }),
            RunsWith("HC0001", "NUL")),
        Case("NUL in an id", Query("query($s: ID!) { node(id: $s) { id } }", new { s = "\0" }), RunsWith("HC0001", "format")),
        Case("NUL in a cursor", Query("query($s: String) { articles(after: $s) { totalCount } }", new { s = "\0" }),
            RunsWith("HC0078", "after")),
        Case("NUL in a suggestion", Query("query($s: String!) { suggest(text: $s) { __typename } }", new { s = "a\0" }),
            RunsWith("HC0001", "NUL")),
        Case("NUL in a headline that an editor writes", QueryAsEditor(_ => (
            "mutation($i: CreateArticleInput!) { createArticle(input: $i) { article { id } errors { __typename } } }",
            new { i = new { headline = "a\0b", language = "en" } })), Runs("InvalidValueError")),
        Case("NUL in the body", PostBytes("/graphql", () => new byte[1000], Json), Rejected("HC0011", "JSON")),
        Case("NUL in the path", Get("/graphql%00?query=%7B__typename%7D"), Rejected(400)),
        Case("NUL in the query of the URL", Get("/graphql?query=%7B__typename%00%7D"), Rejected("HC0014", "Error parsing query")),
        Case("half a pair in a literal", Query("""{ articles(search: "\uD800") { totalCount } }"""), Rejected("HC0001", Surrogate)),
        Case("the other half in a literal", Query("""{ articles(search: "a\uDC00b") { totalCount } }"""), Rejected("HC0001", Surrogate)),
        Case("halves in the wrong order in a literal", Query("""{ articles(search: "\uDC00\uD800") { totalCount } }"""),
            Rejected("HC0001", Surrogate)),
        Case("half a pair in a filter", Query("""{ articles(where: { headline: { in: ["x", "\uDBFF"] } }) { totalCount } }"""),
            Rejected("HC0001", Surrogate)),
        Case("half a pair in a default", Query("""query($s: String = "\uD800") { articles(search: $s) { totalCount } }"""),
            Rejected("HC0001", Surrogate)),
        Case("a code point that does not exist", Query("""{ articles(search: "\u{110000}") { totalCount } }"""),
            Rejected("HC0014", "Error parsing query")),
        Case("half a pair in braces", Query("""{ articles(search: "\u{D800}") { totalCount } }"""),
            Rejected("HC0014", "Error parsing query")),
        Case("an escape that is cut off", Query("""{ articles(search: "\u12") { totalCount } }"""),
            Rejected("HC0014", "Error parsing query")),
        Case("half a pair in the document's JSON", Post(() => """{"query":"{ articles(search: \"\ud800\") { totalCount } }"}"""),
            Rejected("HC0011", Surrogate)),
        Case("half a pair in a variable", Post(() => """{"query":"query($s: String) { articles(search: $s) { totalCount } }","variables":{"s":"\ud800"}}"""),
            Rejected("HC0011", Surrogate)),
        Case("half a pair in a key", Post(() => """{"query":"{__typename}","variables":{"\udfff":1}}"""), Rejected("HC0011", Surrogate)),
        Case("half a pair in extensions", Post(() => """{"query":"{__typename}","extensions":{"a":["\ud800"]}}"""),
            Rejected("HC0011", Surrogate)),
        Utf8("a byte that begins nothing", [0xFF]),
        Utf8("a sequence that is cut off", [0xE2, 0x82]),
        Utf8("a surrogate in UTF-8", [0xED, 0xA0, 0x80]),
        Utf8("an overlong slash", [0xC0, 0xAF]),
        Utf8("an overlong NUL", [0xC0, 0x80]),
        Utf8("a code point above the last", [0xF4, 0x90, 0x80, 0x80]),
        Case("UTF-16", PostBytes("/graphql", () => Encoding.Unicode.GetBytes("""{"query":"{__typename}"}"""), Json),
            Rejected("HC0011", "")),
        Case("UTF-7 by its name", PostBytes("/graphql", () => "{}"u8.ToArray(), "Content-Type: application/json; charset=utf-7"),
            Rejected(415, "HC0009", "UTF-8")),
        Case("a document that is not UTF-8", PostBytes("/graphql", () => [.. "{ __typename } # "u8, 0xFF], "Content-Type: application/graphql"),
            Rejected("HC0011", "UTF-8")),
        Case("bytes that are not UTF-8 in the URL", Get("/graphql?query=%7B__typename%7D%FF%FE"),
            Rejected("HC0014", "Error parsing query")),
        Case("400 combining accents", Query(
            "query($s: String) { articles(search: $s) { totalCount } people(search: $s) { totalCount } }",
            new { s = "a" + Long(400, '\u0301') }), Runs("totalCount")),
        Case("characters that change the direction", Query(
            "query($s: String!) { suggest(text: $s) { __typename } }", new { s = "\u202Eabc\u202D\uFEFF\u200B\u2028" }), Runs("suggest")),
        Case("a name of other letters", Query("{ аrticles { totalCount } }"), Rejected("HC0014", "Error parsing query")),
    ];

    private static HostileCase Utf8(string name, byte[] bytes) => Case(
        name, PostBytes("/graphql", () => [.. """{"query":"{__typename}","variables":{"a":" """u8, .. bytes, .. "\"}}"u8], Json),
        Rejected("HC0011", "UTF-8"));

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) =>
        new("encodings", name, request, answer);
}
