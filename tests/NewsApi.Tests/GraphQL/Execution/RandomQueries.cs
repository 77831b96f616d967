using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Tests.GraphQL.Filtering;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Random queries of the kinds that front ends send, with random filters, orders and pages. The same for the same seed.</summary>
internal sealed class RandomQueries(RandomFilters filters, ILookup<string, Thing> things, Random random)
{
    private const string Paging = "first: $first, after: $after, last: $last, before: $before, skip: $skip, where: $where, order: $order";

    private static readonly Dictionary<string, string> Types = new()
    {
        ["first"] = "Int",
        ["after"] = "String",
        ["last"] = "Int",
        ["before"] = "String",
        ["skip"] = "Int",
        ["where"] = "ArticleFilterInput",
        ["order"] = "[ArticleSortInput!]",
        ["below"] = "Boolean",
        ["id"] = "ID!",
        ["slug"] = "String!",
        ["ids"] = "[ID!]!",
    };

    private static readonly string[] OfArticle =
        [
            "headline", "slug", "updatedAt status", "people { name }", "topics { name slug broader { name } }",
            "places { name within { slug } }", "versions { version headline }", "mentions { rel relevance entity { name } }",
            "topics { articles(first: 2) { nodes { id } } }", "section urgency", "corrections { note }",
            "named: mentions(kinds: [PERSON]) { spans { start } }",
        ];

    private static readonly string[] OfConnection =
        [
            "totalCount", "pageInfo { hasNextPage hasPreviousPage endCursor }", "edges { cursor node { version } }",
            "facets { sections { value count } }", "facets { topics(first: 2) { topic { name } count } languages { value count } }",
            "timeline(by: MONTH) { start count }",
        ];

    /// <summary>Makes a query. If its list has pages, the page is one of the first.</summary>
    /// <param name="read">Returns the answer to a query.</param>
    public async Task<RandomQuery> NextAsync(Func<RandomQuery, Task<JsonElement>> read)
    {
        var (kind, choice) = (Pick("Topic", "Place", "Person"), random.Next(11));
        var list = $$"""articles({{Paging}}) { nodes { id {{Fields(OfArticle)}} } {{Fields(OfConnection)}} }""";
        var entity = $"{kind.ToLowerInvariant()}({Pick("id: $id", "slug: $slug")}) {{ id name {Tree(kind)} {OfEntity(kind, list)} }}";
        var article = $"article({Pick("id: $id", "slug: $slug")}) {{ id {Fields(OfArticle)} }}";
        var body = choice switch
        {
            0 or 1 => article,
            2 or 3 => entity,
            4 => $"nodes(ids: $ids) {{ id ... on Article {{ version {Fields(OfArticle)} }} ... on Entity {{ name }} ... on Topic {{ narrower {{ id }} }} }}",
            5 => random.Next(2) == 0 ? "sections { name newest count }" : "topics(first: 5) { nodes { name } totalCount }",
            6 => $"first: {list} second: {entity}",
            _ => list,
        };
        var thing = Pick(things[choice < 2 ? "Article" : kind].ToArray());
        var isBackward = random.Next(6) == 0;
        int? size = random.Next(5) == 0 ? null : 1 + random.Next(8), skip = random.Next(8) == 0 ? random.Next(6) : null;
        var variables = new Dictionary<string, object?>
        {
            [isBackward ? "last" : "first"] = isBackward ? size ?? 3 : size,
            ["skip"] = isBackward ? null : skip,
            ["where"] = SomeFilter(),
            ["order"] = random.Next(3) == 0 ? SomeOrder() : null,
            ["id"] = thing.GlobalId,
            ["slug"] = random.Next(8) == 0 ? "no-such-slug" : thing.Values["slug"],
            ["ids"] = Enumerable.Range(0, 4).Select(_ => Pick(things.SelectMany(t => t).ToArray()).GlobalId),
            ["below"] = random.Next(2) == 0,
        };
        if (choice > 6 && skip is null && random.Next(2) == 0)
        {
            var page = await read(Make("articles(first: $first, where: $where, order: $order) { pageInfo { endCursor } }", variables));
            variables[isBackward ? "before" : "after"] =
                page.GetProperty("data").GetProperty("articles").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }

        return Make(body, variables);
    }

    private static RandomQuery Make(string body, Dictionary<string, object?> variables)
    {
        string[] used = [.. Types.Keys.Where(name => Regex.IsMatch(body, $@"\${name}\b"))];
        var declared = used.Length == 0 ? "" : $"({string.Join(", ", used.Select(name => $"${name}: {Types[name]}"))})";
        return new(
            $"query{declared} {{ {body} }}",
            JsonSerializer.SerializeToElement(used.Where(variables.ContainsKey).ToDictionary(name => name, name => variables[name])));
    }

    private string OfEntity(string kind, string list) => random.Next(3) == 0 ? ""
        : kind == "Person" || random.Next(2) == 0 ? list
        : list.Replace("order: $order", "order: $order, below: $below", StringComparison.Ordinal);

    private string Tree(string kind) => kind == "Person" || random.Next(2) == 0 ? ""
        : kind == "Topic" ? "broader { name } narrower { slug }" : "within { name } contains { name }";

    private object[] SomeOrder() =>
    [
        .. filters.Order("Article").Select(o => o.Path.Reverse()
            .Aggregate((object)(o.Descending ? "DESC" : "ASC"), (of, name) => new Dictionary<string, object> { [name] = of })),
    ];

    private object? SomeFilter() => random.Next(8) switch
    {
        0 => null,
        1 => new { section = new { eq = "Economy" } },
        2 => new { topics = new { some = new { slug = new { eq = Pick(things["Topic"].ToArray()).Values["slug"] } } } },
        3 => new { people = new { some = new { id = new { eq = Pick(things["Person"].ToArray()).GlobalId } } } },
        4 => new { topics = new { some = new { within = Pick(things["Topic"].ToArray()).GlobalId } } },
        5 => new { people = new { some = new { name = new { startsWith = "O" } } } },
        _ => ListWalk.Json(filters.Filter("Article")),
    };

    private string Fields(string[] of) => string.Join(' ', of.Where(_ => random.Next(4) == 0));

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
