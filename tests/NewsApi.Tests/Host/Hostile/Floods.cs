using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;
using static NewsApi.Tests.Host.Hostile.HostileRequests;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>Documents with too much of something: aliases, directives, fields, fragments, arguments, variables, operations.</summary>
internal static class Floods
{
    private const string TooLarge = "HC0107";

    public static IEnumerable<HostileCase> All =>
    [
        Case("201 aliases", () => $"{{ {Repeat(201, "a#: wire { cursor }")} }}",
            Rejected(TooLarge, "200 aliases")),
        Case("100 000 aliases", () => $"{{ {Repeat(100_000, "a#: __typename")} }}", Rejected(TooLarge, "more than")),
        Case("200 aliases of the dearest list", () =>
            $"{{ {Repeat(200, "a#: articles(first: 50) { nodes { related(first: 50) { id } } }")} }}", Rejected("HC0047", "cost")),
        Case("5 directives on a field", () => $"{{ wire {Repeat(5, "@skip(if: false)")} {{ cursor }} }}", Rejected(TooLarge, "directives")),
        Case("10 000 directives on a field", () =>
            $"{{ wire {Repeat(10_000, "@skip(if: false)")} {{ cursor }} }}", Rejected(TooLarge, "directives")),
        Case("10 000 unknown directives on a field", () => $"{{ wire {Repeat(10_000, "@d#")} {{ cursor }} }}",
            Rejected(TooLarge, "directives")),
        Case("10 000 directives on the operation", () => $"query {Repeat(10_000, "@d#")} {{ wire {{ cursor }} }}",
            Rejected(TooLarge, "directives")),
        Case("10 000 directives on a fragment", () =>
            $"{{ ...F }} fragment F on Query {Repeat(10_000, "@d#")} {{ wire {{ cursor }} }}", Rejected(TooLarge, "directives")),
        Case("10 000 directives on an inline fragment", () => $"{{ ... {Repeat(10_000, "@d#")} {{ wire {{ cursor }} }} }}",
            Rejected(TooLarge, "directives")),
        Case("10 000 directives on a variable", () => $"query($a: Int {Repeat(10_000, "@d#")}) {{ wire {{ cursor }} }}",
            Rejected(TooLarge, "directives")),
        Case("2 000 fields with 4 directives each", () =>
            $"{{ articles {{ nodes {{ {Repeat(2000, "f# @skip(if: true) @include(if: false) @a @b")} }} }} }}", Rejected(null, "f0")),
        Case("2 100 fields", () => $"{{ articles {{ nodes {{ {Repeat(2100, "id")} }} }} }}", Rejected(TooLarge, "2048 fields")),
        Case("2 000 unknown fields", () => $"{{ {Repeat(2000, "f#")} }}", Rejected(null, "f0")),
        Case("100 000 fields", () => $"{{ {Repeat(100_000, "f#")} }}", Rejected(TooLarge, "2048 fields")),
        Case("500 fields of one name", () => $"{{ articles {{ nodes {{ {Repeat(500, "id")} }} }} }}", Rejected(TooLarge, "same response")),
        Case("10 000 unused fragments", () => $"{{ __typename }} {Repeat(10_000, "fragment F# on Query { __typename }")}",
            Rejected(TooLarge, "more than")),
        Case("2 000 unused fragments", () => $"{{ __typename }} {Repeat(2_000, "fragment F# on Query { __typename }")}",
            Rejected(null, "F0")),
        Case("1 000 fragments of one name", () => $"{{ ...F }} {Repeat(1_000, "fragment F on Query { __typename }")}", Rejected(null, "F")),
        Case("10 000 spreads", () => $"{{ {Repeat(10_000, "...F")} }} fragment F on Query {{ __typename }}",
            Rejected(TooLarge, "more than")),
        Case("fragments that double 40 times", () => Doubling("{ ...F0 }"), Rejected(TooLarge, "more than")),
        Case("unused fragments that double 40 times", () => Doubling("{ __typename }"), Rejected(TooLarge, "more than")),
        Case("10 000 inline fragments", () => $"{{ {Repeat(10_000, "... { __typename }")} }}", Rejected(TooLarge, "more than")),
        Case("100 fragments of 150 fields, spread in 100 fields", () =>
            $"{{ {Repeat(100, "n#: article(slug: \"a\") { ...F }")} }} fragment F on Article {{ {Repeat(150, "f#")} }}",
            Rejected(TooLarge, "expanded")),
        .. Values("arguments", "a#: 1", list => $"{{ articles({list}) {{ totalCount }} }}", Rejected(null, "a0")),
        .. Values("arguments of one name", "first: 1", list => $"{{ articles({list}) {{ totalCount }} }}", Rejected(null, "first")),
        .. Values("arguments of a directive", "a#: 1", list => $"{{ wire @skip({list}) {{ cursor }} }}", Rejected(null, "a0")),
        .. Values("fields of an input object", "a#: 1", list => $"{{ articles(where: {{ {list} }}) {{ totalCount }} }}",
            Rejected("HC0001", "a0")),
        .. Values("fields of one name of an input object", "headline: {}", list =>
            $"{{ articles(where: {{ {list} }}) {{ totalCount }} }}", Rejected(null, "headline")),
        .. Values("variables", "$v#: Int", list => $"query({list}) {{ __typename }}", Rejected(null, "v0")),
        .. Values("variables of one name", "$v: Int", list => $"query({list}) {{ __typename }}", Rejected(null, "v")),
        .. Values("ids", "\"x\"", list => $"{{ nodes(ids: [{list}]) {{ id }} }}", Rejected("HC0076", "4000")),
        .. Values("values of a filter", "\"x\"", list => $"{{ articles(where: {{ headline: {{ in: [{list}] }} }}) {{ totalCount }} }}",
            RunsWith("FILTER_TOO_LARGE", "1000")),
        .. Values("empty filters", "{}", list => $"{{ articles(where: {{ or: [{list}] }}) {{ totalCount }} }}",
            RunsWith("FILTER_TOO_LARGE", "1000")),
        Case("50 000 operations", () => Repeat(50_000, "query Q# { __typename }"), Rejected(TooLarge, "more than")),
        Case("2 000 operations of one name", () => Repeat(2_000, "query Q { __typename }"), Rejected(null, "Q")),
        Case("1 200 filters in `or`", () =>
            $"{{ articles(where: {{ or: [{Repeat(1_200, "{ headline: { eq: \"x\" } }")}] }}) {{ totalCount }} }}",
            RunsWith("FILTER_TOO_LARGE", "1000")),
        Case("2 000 equal sort keys", () => $"{{ articles(order: [{Repeat(2_000, "{ headline: ASC }")}]) {{ nodes {{ id }} }} }}",
            Runs("nodes")),
        Case("a search of a million words", () => $"{{ articles(search: \"{Repeat(200_000, "word#")}\") {{ totalCount }} }}",
            RunsWith("FILTER_TOO_LARGE", "characters")),
        Case("a search of 10 000 alternatives", () => $"{{ articles(search: \"{Repeat(10_000, "a#", " or ")}\") {{ totalCount }} }}",
            RunsWith("FILTER_TOO_LARGE", "characters")),
        Case("a megabyte to suggest for", () => $"{{ suggest(text: \"{Repeat(200_000, "word")}\") {{ __typename }} }}",
            RunsWith("FILTER_TOO_LARGE", "500")),
        Case("a megabyte of commas", () => $"{{ __typename {Long(1_000_000, ',')} }}", Runs("__typename")),
        Case("a megabyte of line breaks", () => $"{{ __typename {Long(1_000_000, '\n')} }}", Runs("__typename")),
        Case("a megabyte of comments", () => $"{{ __typename {string.Concat(Enumerable.Repeat("# note\n", 150_000))} }}",
            Runs("__typename")),
        Case("a megabyte in one line, with an error at its end", () => $"{{ __typename {Long(1_000_000, ' ')} ! }}",
            Rejected("HC0014", "1:")),
    ];

    /// <summary>As many values as validation still has to look at, and more than the limit.</summary>
    private static IEnumerable<HostileCase> Values(
        string name, string value, Func<string, string> document, DocumentedAnswer fewer) =>
    [
        Case($"4 000 {name}", () => document(Repeat(4_000, value)), fewer),
        Case($"50 000 {name}", () => document(Repeat(50_000, value)), Rejected(TooLarge, "values")),
    ];

    private static string Doubling(string operation) =>
        $"{operation} {string.Concat(Enumerable.Range(0, 40).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }} "))}"
        + "fragment F40 on Query { __typename }";

    private static HostileCase Case(string name, Func<string> document, DocumentedAnswer answer) =>
        new("floods", name, Query(document), answer);
}
