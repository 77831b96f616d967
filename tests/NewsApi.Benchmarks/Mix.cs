using System.Globalization;
using System.Text.Json;

namespace NewsApi.Benchmarks;

/// <summary>The questions that are measured.</summary>
internal static class Mix
{
    public const string Plain = "plain";
    public const string Deep = "deep";
    public const string NewestBy = "newest-";

    private const string Headlines = "nodes { id slug headline publishedAt }";

    /// <param name="after">The cursor of the row at <see cref="Picks.Depth"/>.</param>
    /// <param name="search">Whether the service can search by now.</param>
    public static IReadOnlyList<Query> Queries(Picks picks, string after, bool search) =>
    [
        new(
            "one",
            """
            query One($slug: String!) { article(slug: $slug) {
              id slug headline summary byline section language urgency wordCount publishedAt updatedAt body } }
            """,
            [.. picks.Articles.Select(slug => new Variant(new { slug }, $"/one?slug={Escaped(slug)}"))],
            0.7),
        new(Plain, $"query Plain {{ articles(first: 20) {{ {Headlines} }} }}", [new(new { }, "/plain")], 0.7),
        new(
            "list",
            """
            query List { articles(first: 20) {
              nodes { id slug headline summary publishedAt people { id slug name } places { id slug name } topics { id slug name } }
              pageInfo { hasNextPage } } }
            """,
            [new(new { }, "/list")],
            0.85),
        NewestOf(picks, "topic", "frequent"),
        NewestOf(picks, "topic", "rare"),
        NewestOf(picks, "person", "frequent"),
        NewestOf(picks, "person", "rare"),
        NewestOf(picks, "place", "frequent"),
        NewestOf(picks, "place", "rare"),
        new(
            Deep,
            $"query Deep($after: String!) {{ articles(first: 20, after: $after) {{ {Headlines} }} }}",
            [new(new { after }, $"/deep?ticks={picks.DepthTime.Ticks.ToString(CultureInfo.InvariantCulture)}&id={picks.DepthId.ToString(CultureInfo.InvariantCulture)}")]),
        new(
            "filtered",
            $$"""
            query Filtered($section: String!, $topic: String!, $place: String!) { articles(first: 20, where: {
              section: { eq: $section }, topics: { some: { slug: { eq: $topic } } },
                  places: { some: { slug: { eq: $place } } } }) { {{Headlines}} } }
            """,
            [new(
                new { section = picks.Section, topic = picks.SectionTopic, place = picks.SectionPlace },
                $"/filtered?kind=3&slug={Escaped(picks.SectionTopic)}&section={Escaped(picks.Section)}&place={Escaped(picks.SectionPlace)}")]),
        new(
            "count",
            "query Count($slug: String!) { articles(where: { topics: { some: { slug: { eq: $slug } } } }) { totalCount } }",
            [new(new { slug = picks["topic", "frequent"] }, $"/count?kind=3&slug={Escaped(picks["topic", "frequent"])}")]),
        new("count-all", "{ articles { totalCount } }", [new(new { }, "/count-all")]),
        new(
            "topic-page",
            $$"""query TopicPage($slug: String!) { topic(slug: $slug) { id slug name description articles(first: 20) { {{Headlines}} } } }""",
            [.. picks.Topics.Select(slug => new Variant(new { slug }, $"/topic?slug={Escaped(slug)}"))]),
        new(
            "topic-below",
            $$"""
            query TopicBelow($slug: String!) { topic(slug: $slug) {
              id slug name description articles(below: true, first: 20) { {{Headlines}} } } }
            """,
            [new(new { slug = picks.BroadTopic }, $"/topic-below?slug={Escaped(picks.BroadTopic)}")]),
        new(
            "numbered",
            $"query Numbered($skip: Int!) {{ articles(first: 20, skip: $skip) {{ {Headlines} }} }}",
            [new(new { skip = picks.Skip }, $"/numbered?skip={picks.Skip.ToString(CultureInfo.InvariantCulture)}")]),
        .. search
            ? (Query[])[
                Search("search", picks.Words),
                Search("search-frequent", picks.FrequentWord),
                Search("search-rare", picks.RareWord),
                Search("search-unknown", "qvzxunknown"),
                Search("search-two", $"{picks.FrequentWord} {picks.SecondWord}"),
                new(
                    "search-not",
                    $$"""
                    query Search($text: String!) { articles(first: 20, where: { not: { search: $text } }) { {{Headlines}} } }
                    """,
                    [new(new { text = picks.FrequentWord }, $"/search-not?text={Escaped(picks.FrequentWord)}")]),
                new(
                    "search-count",
                    "query Search($text: String!) { articles(search: $text) { totalCount } }",
                    [new(new { text = picks.FrequentWord }, $"/search-count?text={Escaped(picks.FrequentWord)}")])]
            : [],
    ];

    /// <summary>The request for a variant, as bytes on the wire.</summary>
    public static string ServiceRequest(Query query, Variant variant)
    {
        // ASCII only, because JSON escapes the rest here: characters are bytes.
        var body = JsonSerializer.Serialize(new { query = query.Document, variables = variant.Variables });
        return "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/graphql-response+json\r\n"
            + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}";
    }

    public static string LimitRequest(string path) => $"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static Query Search(string name, string text) => new(
        name,
        $"query Search($text: String!) {{ articles(first: 20, search: $text, order: {{ publishedAt: DESC }}) {{ {Headlines} }} }}",
        [new(new { text }, $"/search?text={Escaped(text)}")]);

    private static Query NewestOf(Picks picks, string kind, string how)
    {
        var (list, number) = kind switch
        {
            "person" => ("people", 1),
            "place" => ("places", 2),
            _ => ("topics", 3),
        };
        var slug = picks[kind, how];
        return new Query(
            $"{NewestBy}{kind}-{how}",
            $$"""query Newest($slug: String!) { articles(first: 20, where: { {{list}}: { some: { slug: { eq: $slug } } } }) { {{Headlines}} } }""",
            [new(new { slug }, $"/newest?kind={number.ToString(CultureInfo.InvariantCulture)}&slug={Escaped(slug)}")]);
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
