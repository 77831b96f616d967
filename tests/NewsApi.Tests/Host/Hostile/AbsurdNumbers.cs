using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Numbers beyond their type, dates that do not exist, and pages that no list has.</summary>
internal static class AbsurdNumbers
{
    public static IEnumerable<HostileCase> All =>
    [
        Page("first: 2147483648", Rejected("HC0001", "Int")),
        Page("first: -2147483649", Rejected("HC0001", "Int")),
        Page("first: 2147483647", RunsWith("HC0051", "per page")),
        Page("first: -1", RunsWith("HC0079", "at least 0")),
        Page("first: -2147483648", RunsWith("HC0079", "at least 0")),
        Page("first: 1e9", Rejected("HC0001", "Int")),
        Page("first: 1.0", Rejected("HC0001", "Int")),
        Page("first: 1, last: 1", RunsWith("HC0052", "not both")),
        Page("last: 2147483647", RunsWith("HC0051", "per page")),
        Page("skip: 2147483647", Rejected("HC0047", "cost")),
        Page("skip: 10001", RunsWith("HC0051", "skip")),
        Page("skip: -1", RunsWith("HC0079", "skip")),
        Page("skip: 1, last: 1", RunsWith("HC0052", "skip")),
        Page("first: 0", Runs("\"nodes\":[]")),
        Page("where: { urgency: { eq: 9223372036854775808 } }", Rejected("HC0001", "Int")),
        Page("where: { urgency: { in: [1, 2147483648] } }", Rejected("HC0001", "Int")),
        Page("where: { wordCount: { gt: -2147483648, lt: 2147483647 } }", Runs("nodes")),
        Case("an Int variable of 2^31", Variable("Int", "first: $v", "2147483648"), Rejected("HC0016", "$v")),
        Case("an Int variable of 1e400", Variable("Int", "first: $v", "1e400"), Rejected("HC0016", "$v")),
        Case("an Int variable of 1.5", Variable("Int", "first: $v", "1.5"), Rejected("HC0016", "$v")),
        Case("an Int variable of a text", Variable("Int", "first: $v", "\"1\""), Rejected("HC0016", "$v")),
        Case("an Int variable of a list", Variable("Int", "first: $v", "[1]"), Rejected("HC0016", "$v")),
        Case("an Int variable of 100 000 digits", Variable("Int", "first: $v", Long(100_000, '9')), Rejected("HC0016", "$v")),
        Case("a number of NaN", Variable("Int", "first: $v", "NaN"), Rejected("HC0011", "JSON")),
        Case("nodes by a negative count", Query("{ suggest(text: \"a\", first: -5) { __typename } }"), RunsWith("HC0079", "at least 0")),
        Case("suggestions by the million", Query("{ suggest(text: \"a\", first: 1000000) { __typename } }"),
            RunsWith("HC0051", "per page")),
        Date("0000-01-01T00:00:00Z", Rejected("HC0001", "date and time")),
        Date("10000-01-01T00:00:00Z", Rejected("HC0001", "date and time")),
        Date("2026-02-30T00:00:00Z", Rejected("HC0001", "date and time")),
        Date("2026-01-01T25:00:00Z", Rejected("HC0001", "date and time")),
        Date("2026-01-01T00:00:00+99:99", Rejected("HC0001", "date and time")),
        Date("0001-01-01T00:00:00+14:00", Rejected("HC0001", "date and time")),
        Date("9999-12-31T23:59:59-14:00", Rejected("HC0001", "date and time")),
        Date("-4713-01-01T00:00:00Z", Rejected("HC0001", "date and time")),
        Date("infinity", Rejected("HC0001", "date and time")),
        Date("now", Rejected("HC0001", "date and time")),
        Date("epoch", Rejected("HC0001", "date and time")),
        Date("2026-01-01'; select pg_sleep(9);--", Rejected("HC0001", "date and time")),
        Date("0001-01-01T00:00:00Z", Runs("nodes")),
        Date("9999-12-31T23:59:59.9999999Z", Runs("nodes")),
        Case("a date of a number", Query("{ articles(where: { publishedAt: { gt: 1790000000000 } }) { totalCount } }"),
            Rejected("HC0001", "DateTime")),
        Case("a publication in the year 9999", QueryAsEditor(target => (
            "mutation($id: ID!) { publishArticle(input: { id: $id, at: \"9999-12-31T23:59:59Z\" }) { article { id } errors { __typename } } }",
            new { id = target.Article })), Runs("Error")),
        Case("a picture of 2^31 pixels", Query("{ articles(first: 1) { nodes { images { url(width: 2147483647) } } } }"), Runs("nodes")),
        Case("a picture of -1 pixels", Query("{ articles(first: 1) { nodes { images { url(width: -1) } } } }"), Runs("nodes")),
    ];

    private static HostileCase Page(string arguments, DocumentedAnswer answer) =>
        Case(arguments, Query($"{{ articles({arguments}) {{ nodes {{ id }} }} }}"), answer);

    private static HostileCase Date(string date, DocumentedAnswer answer) => Case(
        $"the date {date}", Query($"{{ articles(first: 1, where: {{ publishedAt: {{ gte: \"{date}\" }} }}) {{ nodes {{ id }} }} }}"), answer);

    private static HostileRequest Variable(string type, string argument, string json) => Post(() =>
        $$$"""{"query":"query($v: {{{type}}}) { articles({{{argument}}}) { totalCount } }","variables":{"v":{{{json}}}}}""");

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer) =>
        new("absurd numbers", name, request, answer);
}
