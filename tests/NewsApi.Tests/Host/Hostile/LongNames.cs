using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Names of a megabyte and values of a megabyte in every position. An error repeats at most a part of them.</summary>
internal static class LongNames
{
    private const int Megabyte = 1_000_000;

    /// <summary>Just short enough to be a token of a document.</summary>
    private const int LongestToken = 9_000;

    private static readonly (string Name, Func<string, string> Document, DocumentedAnswer Answer)[] Names =
    [
        ("field", x => $"{{ {x} }}", Rejected(null, "xxx")),
        ("alias", x => $"{{ {x}: nothing }}", Rejected(null, "nothing")),
        ("argument", x => $"{{ articles({x}: 1) {{ totalCount }} }}", Rejected(null, "xxx")),
        ("field of an input object", x => $"{{ articles(where: {{ {x}: 1 }}) {{ totalCount }} }}", Rejected("HC0001", "xxx")),
        ("enum value", x => $"{{ articles(order: [{{ headline: {x} }}]) {{ totalCount }} }}", Rejected("HC0001", "xxx")),
        ("number", x => $"{{ articles(first: {x.Replace('x', '9')}) {{ totalCount }} }}", Rejected("HC0001", "999")),
        ("float", x => $"{{ articles(first: 0.{x.Replace('x', '9')}e9) {{ totalCount }} }}", Rejected("HC0001", "999")),
        ("type of a fragment", x => $"{{ ... on {x} {{ id }} }}", Rejected(null, "xxx")),
        ("fragment", x => $"{{ ...{x} }}", Rejected(null, "xxx")),
        ("fragment that is unused", x => $"{{ __typename }} fragment {x} on Query {{ __typename }}", Rejected(null, "xxx")),
        ("directive", x => $"{{ __typename @{x} }}", Rejected(null, "xxx")),
        ("variable that is unused", x => $"query(${x}: Int) {{ __typename }}", Rejected(null, "xxx")),
        ("variable that is undefined", x => $"{{ articles(first: ${x}) {{ totalCount }} }}", Rejected(null, "xxx")),
        ("type of a variable", x => $"query($a: {x}) {{ articles(first: $a) {{ totalCount }} }}", Rejected(null, "xxx")),
        ("operation", x => $"query {x} {{ nothing }}", Rejected(null, "nothing")),
        ("operation that runs", x => $"query {x} {{ __typename }}", Runs("Query")),
        ("keyword", x => $"{x} {{ __typename }}", Rejected("HC0014", "xxx")),
        ("row of characters that are no token", x => $"{{ __typename {x.Replace('x', '?')} }}", Rejected("HC0014", "?")),
    ];

    public static IEnumerable<HostileCase> All =>
    [
        .. Names.Select(n => Case($"{n.Name} of {LongestToken} characters", Query(() => n.Document(Long(LongestToken))), n.Answer)),
        .. Names.Select(n => Case($"{n.Name} of a megabyte", Query(() => n.Document(Long(Megabyte))), Rejected("HC0107", "in a row"))),
        Text("string in the place of a number", x => $"{{ articles(first: \"{x}\") {{ totalCount }} }}", Rejected("HC0001", "xxx")),
        Text("date", x => $"{{ articles(where: {{ publishedAt: {{ gt: \"{x}\" }} }}) {{ totalCount }} }}", Rejected("HC0001", "xxx")),
        Text("string without an end", x => $"{{ articles(search: \"{x}", Rejected("HC0014", "not terminated")),
        Text("block string without an end", x => $"{{ articles(search: \"\"\"{x}", Rejected("HC0014", "not terminated")),
        Text("id", x => $"{{ node(id: \"{x}\") {{ id }} }}", RunsWith("HC0001", "xxx")),
        Text("slug", x => $"{{ article(slug: \"{x}\") {{ id }} }}", Runs("null")),
        Text("uri", x => $"{{ article(uri: \"{x}\") {{ id }} }}", Runs("null")),
        Text("cursor", x => $"{{ articles(after: \"{x}\") {{ totalCount }} }}", RunsWith("HC0078", "after")),
        Text("text to compare", x => $"{{ articles(where: {{ headline: {{ contains: \"{x}\" }} }}) {{ totalCount }} }}",
            Runs("\"totalCount\":0")),
        Text("text to compare in any case", x => $"{{ articles(where: {{ headline: {{ icontains: \"{x}\" }} }}) {{ totalCount }} }}",
            RunsWith("FILTER_TOO_LARGE", "1000 characters")),
        Text("type of introspection", x => $"{{ __type(name: \"{x}\") {{ name }} }}", Runs("null")),
        Json("operationName", x => $$"""{"query":"{ __typename }","operationName":"{{x}}"}""", Rejected("HC0009", "xxx")),
        Json("id of a document", x => $$"""{"id":"{{x}}"}""", Rejected("HC0015", "xxx")),
        Json("key of the request", x => $$"""{"query":"{ __typename }","{{x}}":1}""", Runs("Query")),
        Json("variable in JSON", x => $$$"""{"query":"{ __typename }","variables":{"{{{x}}}":1}}""", Runs("Query")),
        Json("value of a variable", x =>
            $$$"""{"query":"query($f: Int) { articles(first: $f) { totalCount } }","variables":{"f":"{{{x}}}"}}""",
            Rejected("HC0016", "$f")),
        Json("field of a variable", x =>
            $$$$"""{"query":"query($w: ArticleFilterInput) { articles(where: $w) { totalCount } }","variables":{"w":{"{{{{x}}}}":1}}}""",
            Rejected("HC0016", "xxx")),
        Json("hash", x => $$$$"""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"{{{{x}}}}"}}}""",
            Rejected("HC0009", "64 hexa")),
        Json("word that is not JSON", x => x, Rejected("HC0011", "line 1")),
    ];

    private static HostileCase Text(string name, Func<string, string> document, DocumentedAnswer answer) =>
        Case($"{name} of a megabyte", Query(() => document(Long(Megabyte))), answer);

    private static HostileCase Json(string name, Func<string, string> body, DocumentedAnswer answer) =>
        Case($"{name} of a megabyte", Post(() => body(Long(Megabyte))), answer);

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) =>
        new("long names", name, request, answer);
}
