using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Documents and values that nest too deep or that refer to themselves, and documents that define types.</summary>
internal static class DeepDocuments
{
    private const string TooLarge = "HC0107";
    private const string OnlyOperations = "only operations and fragments";

    public static IEnumerable<HostileCase> All =>
    [
        Case("300 levels of fields", () => Nest(300, "broader { ", "id ", "{ topic(slug: \"a\") { ", "} }"),
            Rejected(TooLarge, "200 levels")),
        Case("100 000 levels of fields", () => Nest(100_000, "a { ", "a", "{", "} "), Rejected(TooLarge, "200 levels")),
        Case("100 000 opening braces", () => Long(100_000, '{'), Rejected(TooLarge, "in a row")),
        Case("100 000 levels of inline fragments", () => Nest(100_000, "... { ", "id", "{", "} "), Rejected(TooLarge, "200 levels")),
        Case("100 000 levels of lists", () => Nest(100_000, "[ ", "1", "{ articles(order: ", ") { totalCount } }", "] "),
            Rejected(TooLarge, "200 levels")),
        Case("100 000 levels of input objects", () => Nest(100_000, "{ not: ", "{}", "{ articles(where: ", ") { totalCount } }"),
            Rejected(TooLarge, "200 levels")),
        Case("90 levels of `not`", () => Nest(90, "{ not: ", "{}", "{ articles(where: ", ") { totalCount } }"), Runs("totalCount")),
        Case("100 000 levels of a list type", () => Nest(100_000, "[ ", "Int", "query($a: ", ") { __typename }", "] "),
            Rejected(TooLarge, "200 levels")),
        Case("100 000 levels of a default", () => Nest(100_000, "[ ", "1", "query($a: [Int] = ", ") { __typename }", "] "),
            Rejected(TooLarge, "200 levels")),
        Case("lists within lists within lists", () =>
            Nest(6, "topics { articles(first: 50) { nodes { ", "id ", "{ articles(first: 50) { nodes { ", "} } }", "} } } "),
            Rejected("HC0047", "cost")),
        Case("parents and children in turn", () => Nest(20, "narrower { broader { ", "id ", "{ topic(slug: \"a\") { ", "} }", "} } "),
            Rejected("HC0047", "cost")),
        Case("related articles of related articles", () =>
            Nest(12, "related(first: 50) { ", "id ", "{ articles(first: 50) { nodes { ", "} } }"), Rejected("HC0047", "cost")),
        Case("a fragment that spreads itself", () => "{ ...A } fragment A on Query { ...A }", Rejected(null, "spreads itself")),
        Case("a circle of three fragments", () =>
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }",
                Rejected(null, "spreads itself")),
        Case("a circle below a field", () =>
            "{ topic(slug: \"a\") { ...A } } fragment A on Topic { broader { ... { ...A } } }", Rejected(null, "spreads itself")),
        Case("an unused circle", () => "{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }",
            Rejected(null, "spreads itself")),
        Case("a circle of 500 fragments", () =>
            $"{{ ...F0 }} {string.Concat(Enumerable.Range(0, 500).Select(i => $"fragment F{i} on Query {{ ...F{(i + 1) % 500} }} "))}",
            Rejected(null, "spreads itself")),
        Case("introspection in a circle", () => "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
            Rejected("HC0086", "introspection")),
        Case("introspection of 17 wrappers", () => Nest(17, "ofType { ", "name ", "{ __type(name: \"Query\") { ", "} }"),
            Rejected("HC0086", "ofType")),
        Case("introspection of 190 aliases", () =>
            $"{{ __schema {{ types {{ inputFields {{ type {{ inputFields {{ {Repeat(190, "a#: description")} }} }} }} }} }} }}",
            Rejected("HC0047", "larger than")),
        Json("65 levels of JSON", () => Nest(63, "[", "", """{"query":"{__typename}","variables":{"a":""", "}}", "]"),
            Rejected("HC0011", "64 levels")),
        Json("a million levels of JSON", () => Long(1_000_000, '['), Rejected("HC0011", "64 levels")),
        Json("60 levels of `not` in a variable", () => Nest(
            60, """{"not":""", "{}", """{"query":"query($w: ArticleFilterInput) { articles(where: $w) { totalCount } }","variables":{"w":""", "}}"),
            Runs("totalCount")),
        Case("an operation and a type", () => "{ __typename } type Query { a: Int }", Rejected(null, OnlyOperations)),
        Case("a type and an operation", () => "type Query { a: Int } { __typename }", Rejected(null, OnlyOperations)),
        Case("an operation and an extension", () => "{ __typename } extend type Article { a: Int }", Rejected(null, OnlyOperations)),
        Case("an operation and a schema", () => "schema { query: Query } { __typename }", Rejected(null, OnlyOperations)),
        Case("an operation and a directive", () => "{ __typename } directive @d on FIELD", Rejected(null, OnlyOperations)),
        Case("an operation and a scalar", () => "{ __typename } scalar ID", Rejected(null, OnlyOperations)),
        Case("an operation and 10 000 types", () => $"{{ __typename }} {Repeat(10_000, "type T# { a: Int }")}",
            Rejected(null, OnlyOperations)),
        Case("a type of 50 000 fields", () => $"{{ __typename }} type T {{ {Repeat(50_000, "f#: Int")} }}", Rejected(null, OnlyOperations)),
        Case("only a type", () => "type Query { a: Int }", Rejected("HC0009", "operations")),
        Case("only a fragment", () => "fragment F on Query { __typename }", Rejected("HC0009", "operations")),
        Case("only a comment", () => "# nothing", Rejected("HC0009", "operations")),
        Case("an empty selection", () => "{ }", Rejected("HC0014", "Expected Name")),
        Case("two operations and no name", () => "query A { __typename } query B { __typename }", Rejected("HC0009", "operationName")),
        Case("two operations without names", () => "{ __typename } { __typename }", Rejected(null, "anonymous")),
        Case("a subscription with two fields", () =>
            "subscription { articleChanges { id } articlePublished { cursor } }", Rejected(null, "one")),
        Case("a mutation without a key", () => "mutation { deleteDraft(input: { id: \"x\" }) { id } }",
            Rejected("AUTH_NOT_AUTHENTICATED", "key")),
        Case("a query and a mutation of fragments", () => "mutation { ...A } fragment A on Query { __typename }", Rejected(null, "A")),
    ];

    private static string Nest(int levels, string open, string inner, string before, string after, string? close = null) => string.Concat(
        before, string.Concat(Enumerable.Repeat(open, levels)), inner, string.Concat(Enumerable.Repeat(close ?? "} ", levels)), after);

    private static HostileCase Case(string name, Func<string> document, DocumentedAnswer answer) =>
        new("deep documents", name, Query(document), answer);

    private static HostileCase Json(string name, Func<string> body, DocumentedAnswer answer) =>
        new("deep documents", name, Post(body), answer);
}
