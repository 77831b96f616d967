using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>
/// Texts with a meaning in SQL, in LIKE, in regular expressions and in full-text search. Every string operator compares them literally.
/// </summary>
internal static class LiteralTexts
{
    /// <summary>Headlines that differ in what a wildcard or an escape would match.</summary>
    public static readonly string[] Headlines =
    [
        "100% certain", "100 percent certain", "snake_case wins", "snakeXcase wins", @"C:\temp\new", "C:temp",
        "O'Brien'); drop table article;--", "\"Quoted\" $1 {0} :x @p0", "a.*b [a-z]+ (?i)", "axxb az", "<b>&amp;</b> ' & | ! <->",
    ];

    private static readonly string[] Texts =
    [
        "%", "_", @"\", "100%", "snake_case", "%certain", "_%", @"\%", @"C:\temp", "'", "'); drop table article;--", "--", "$1", "{0}",
        ":x", ".*", "[a-z]", "(?i)", "<b>&amp;</b>", "' & | !",
    ];

    /// <summary>The meaning of each operator, with the filter that uses it on the text <c>$t</c>.</summary>
    private static readonly (string Filter, Func<string, string, bool> Matches)[] Operators =
    [
        ("eq: $t", (headline, text) => headline == text),
        ("neq: $t", (headline, text) => headline != text),
        ("in: [$t]", (headline, text) => headline == text),
        ("nin: [$t]", (headline, text) => headline != text),
        ("contains: $t", (headline, text) => headline.Contains(text, StringComparison.Ordinal)),
        ("ncontains: $t", (headline, text) => !headline.Contains(text, StringComparison.Ordinal)),
        ("startsWith: $t", (headline, text) => headline.StartsWith(text, StringComparison.Ordinal)),
        ("nstartsWith: $t", (headline, text) => !headline.StartsWith(text, StringComparison.Ordinal)),
        ("endsWith: $t", (headline, text) => headline.EndsWith(text, StringComparison.Ordinal)),
        ("nendsWith: $t", (headline, text) => !headline.EndsWith(text, StringComparison.Ordinal)),
        ("icontains: $t", (headline, text) => headline.Contains(text, StringComparison.OrdinalIgnoreCase)),
        ("nicontains: $t", (headline, text) => !headline.Contains(text, StringComparison.OrdinalIgnoreCase)),
        ("istartsWith: $t", (headline, text) => headline.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        ("nistartsWith: $t", (headline, text) => !headline.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
    ];

    /// <summary>Each operator with each text, and a search with each text, which only has to run.</summary>
    public static IEnumerable<HostileCase> All =>
    [
        .. Operators.SelectMany(o => Texts.Concat(Headlines[..1]).Select(text => Filter(o.Filter, text, o.Matches))),
        .. Texts.Select(text => Case($"search: {text}", Query(
            "query($t: String) { articles(search: $t) { totalCount } people(search: $t) { totalCount } }", new { t = text }), "totalCount")),
        .. Texts.Select(text => Case($"suggest: {text}", Query(
            "query($t: String!) { suggest(text: $t) { __typename } }", new { t = text }), "suggest")),
        .. Texts.Select(text => Case($"slug: {text}", Query(
            "query($t: String!) { article(slug: $t) { id } topic(slug: $t) { id } }", new { t = text }),
            """{"article":null,"topic":null}""")),
    ];

    /// <summary>The line that names a headline in an answer, because it is written the same way in JSON.</summary>
    public static string ByLine(int headline) => $"H{headline}";

    private static HostileCase Filter(string filter, string text, Func<string, string, bool> matches)
    {
        var expected = Enumerable.Range(0, Headlines.Length).Where(i => matches(Headlines[i], text))
            .Select(i => $$"""{"byline":"{{ByLine(i)}}"}""");
        var query =
            $"query($s: String, $t: String) {{ articles(first: 50, order: {{ publishedAt: ASC }}, where: {{ section: {{ eq: $s }}, "
            + $"headline: {{ {filter} }} }}) {{ nodes {{ byline }} }} }}";
        return Case(
            $"{filter.Replace("$t", text, StringComparison.Ordinal)}", QueryOf(target => (query, new { s = target.Section, t = text })),
            $$"""{"nodes":[{{string.Join(',', expected)}}]}""");
    }

    private static HostileCase Case(string name, HostileRequest request, string words) =>
        new("literal texts", name, request, DocumentedAnswer.Runs(words));
}
