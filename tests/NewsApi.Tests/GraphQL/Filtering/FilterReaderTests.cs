using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>Filters as front ends write them, down to the rows they find.</summary>
public sealed class FilterReaderTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var newsroom = new TestNewsroom(server.Database.Database);
        await ItemAsync(newsroom, "a", "50% of ships late", "Economy", 3, "Oslo");
        await ItemAsync(newsroom, "b", "500 ships late", null, null, "Oslo", "Bergen");
        await ItemAsync(newsroom, "c", "Ships_late", "Sport", 9);
        await ItemAsync(newsroom, "d", "Πλοία", "Economy", 1, "Πειραιάς");
        await server.Database.ExecuteAsync(
            """
            insert into entity (kind, slug, name, aliases, name_keys, same_as, curated, updated_at)
            select 2, 'norway', 'Norway', '{"Norge","NOREG"}', '{}', '{}', true, now() where not exists (select from entity where slug = 'norway');
            update entity set parent_id = (select id from entity where slug = 'norway') where name in ('Oslo', 'Bergen');
            """);
    }

    [Theory]
    [InlineData("""headline: {contains: "50%"}""", "a")]
    [InlineData("""headline: {contains: "s_l"}""", "c")]
    [InlineData("""headline: {ncontains: "ships"}""", "c d")]
    [InlineData("""headline: {startsWith: "50"}""", "a b")]
    [InlineData("""headline: {nstartsWith: "50"}""", "c d")]
    [InlineData("""headline: {endsWith: "late"}""", "a b c")]
    [InlineData("""headline: {eq: "Πλοία"}""", "d")]
    [InlineData("""headline: {in: ["Πλοία", "Ships_late", "none"]}""", "c d")]
    [InlineData("""headline: {or: [{eq: "Πλοία"}, {startsWith: "500"}]}""", "b d")]
    [InlineData("""section: {eq: null}""", "b")]
    [InlineData("""section: {neq: "Economy"}""", "b c")]
    [InlineData("""section: {in: ["Sport", null]}""", "b c")]
    [InlineData("""section: {nin: ["Sport", null]}""", "a d")]
    [InlineData("""urgency: {lte: 3}""", "a d")]
    [InlineData("""urgency: {nlte: 3}""", "b c")]
    [InlineData("""urgency: {gt: 1, lt: 9}""", "a")]
    [InlineData("""not: {urgency: {gt: 1}}""", "b d")]
    [InlineData("""or: [{urgency: {eq: 9}}, {section: {eq: null}}]""", "b c")]
    [InlineData("""and: [{urgency: {neq: null}}, {section: {eq: "Economy"}}]""", "a d")]
    [InlineData("""or: []""", "")]
    [InlineData("""or: [{}]""", "")]
    [InlineData("""or: [{}, {urgency: {eq: 9}}]""", "c")]
    [InlineData("""or: [{headline: {}}, {places: {}}, {and: [{}]}, {search: " "}, {places: {all: {}}}, {urgency: {eq: 9}}]""", "c")]
    [InlineData("""headline: {or: []}""", "")]
    [InlineData("""headline: {or: [{}, {startsWith: "500"}]}""", "b")]
    [InlineData("""places: {some: {or: [{}, {name: {eq: "Bergen"}}]}}""", "b")]
    [InlineData("""and: [{}, {urgency: {eq: 9}}]""", "c")]
    [InlineData("""headline: {}""", "a b c d")]
    [InlineData("""section: {or: [{eq: null}, {eq: "Sport"}]}""", "b c")]
    [InlineData("""and: []""", "a b c d")]
    [InlineData("""places: {some: {name: {eq: "Oslo"}}}""", "a b")]
    [InlineData("""places: {some: {name: {eq: "Πειραιάς"}}}""", "d")]
    [InlineData("""places: {none: {name: {eq: "Oslo"}}}""", "c d")]
    [InlineData("""places: {all: {name: {eq: "Oslo"}}}""", "a c")]
    [InlineData("""places: {any: false}""", "c")]
    [InlineData("""places: {any: true, some: {name: {startsWith: "B"}}}""", "b")]
    [InlineData("""mentions: {some: {kind: {eq: PLACE}}}""", "a b d")]
    [InlineData("""status: {eq: PUBLISHED}""", "a b c d")]
    [InlineData("""publishedAt: {gte: "2026-01-15T13:00:00+01:00"}""", "a b c d")]
    [InlineData("""publishedAt: {gt: "2026-01-15T12:00:00.000Z"}""", "")]
    [InlineData("""headline: {icontains: "SHIPS"}""", "a b c")]
    [InlineData("""headline: {nicontains: "SHIPS"}""", "d")]
    [InlineData("""headline: {istartsWith: "sHIPS_"}""", "c")]
    [InlineData("""headline: {icontains: "πλοΊΑ"}""", "d")]
    [InlineData("""headline: {icontains: "s.l"}""", "")]
    [InlineData("""headline: {nistartsWith: "s"}""", "a b d")]
    [InlineData("""places: {some: {directlyWithin: {name: {eq: "Norway"}}}}""", "a b")]
    [InlineData("""places: {some: {directlyWithin: {aliases: {some: {icontains: "noreg"}}}}}""", "a b")]
    [InlineData("""places: {some: {not: {directlyWithin: {}}}}""", "d")]
    [InlineData("""search: "ship" """, "a b c")]
    [InlineData("""search: "ship -500" """, "a c")]
    [InlineData("""search: "\"ships late\"" """, "a b c")]
    [InlineData("""search: "ΠΛΟΊΑ or 500" """, "b d")]
    [InlineData("""search: "  " """, "a b c d")]
    [InlineData("""search: "the" """, "")]
    [InlineData("""not: {search: "ship"}""", "d")]
    public async Task A_filter_finds_exactly_the_expected_articles(string where, string uris)
    {
        var data = await server.QueryAsync($"{{ articles(where: {{{where}}}, order: {{uri: ASC}}) {{ totalCount nodes {{ uri }} }} }}");
        var found = data.GetProperty("articles").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("uri").GetString());
        Assert.Equal(uris, string.Join(' ', found));
        Assert.Equal(uris.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, data.GetProperty("articles").GetProperty("totalCount")
            .GetInt32());
    }

    [Theory]
    [InlineData("""urgency: {gt: null}""", "HC0026")]
    [InlineData("""headline: {in: null}""", "HC0026")]
    [InlineData("""headline: {contains: null}""", "HC0026")]
    [InlineData("""headline: {eq: "\u0000"}""", "HC0001")]
    [InlineData("""headline: {contains: "\uD800"}""", "HC0001")]
    [InlineData("""people: {some: {id: {eq: "UGxhY2U6MQ=="}}}""", "HC0001")]
    [InlineData("""publishedAt: {eq: "2026-01-15T12:00:00"}""", "HC0001")]
    [InlineData("""publishedAt: {eq: "2026-13-45T99:00:00Z"}""", "HC0001")]
    [InlineData("""urgency: {eq: 99999999999}""", "HC0001")]
    [InlineData("""urgency: {eq: "3"}""", "HC0001")]
    [InlineData("""places: {some: {within: "VG9waWM6MQ=="}}""", "HC0001")]
    [InlineData("""mentions: {some: {entityId: {eq: "QXJ0aWNsZTox"}}}""", "HC0001")]
    [InlineData("""search: "a\u0000b" """, "HC0001")]
    public async Task An_invalid_filter_is_rejected_with_its_code(string where, string code)
    {
        var result = await server.PostAsync($"{{ articles(where: {{{where}}}) {{ totalCount }} }}");
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("articles", "ArticleFilterInput", """{"publishedAt":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"headline":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"headline":{"or":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"headline":{"and":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"headline":{"in":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"headline":{"eq":"x","nin":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"urgency":{"lt":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"search":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"and":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"or":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"not":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"or":[{"headline":null},{"urgency":{"eq":1}}]}""")]
    [InlineData("articles", "ArticleFilterInput", """{"topics":null}""")]
    [InlineData("articles", "ArticleFilterInput", """{"topics":{"some":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"topics":{"none":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"topics":{"all":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"topics":{"any":null}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"topics":{"some":{"broader":null}}}""")]
    [InlineData("articles", "ArticleFilterInput", """{"places":{"some":{"within":null}}}""")]
    [InlineData("people", "PersonFilterInput", """{"aliases":null}""")]
    [InlineData("people", "PersonFilterInput", """{"aliases":{"some":null}}""")]
    [InlineData("places", "PlaceFilterInput", """{"directlyWithin":null}""")]
    [InlineData("places", "PlaceFilterInput", """{"contains":{"some":null}}""")]
    [InlineData("topics", "TopicFilterInput", """{"broader":null}""")]
    [InlineData("topics", "TopicFilterInput", """{"broader":{"name":null}}""")]
    [InlineData("topics", "TopicFilterInput", """{"narrower":null}""")]
    public async Task Null_in_place_of_a_condition_is_rejected(string list, string type, string where)
    {
        var json = JsonElement.Parse(where);
        var literal = where.Replace("\":", ":", StringComparison.Ordinal).Replace("{\"", "{", StringComparison.Ordinal)
            .Replace(",\"", ",", StringComparison.Ordinal);
        var results = new List<JsonElement>
        {
            await server.PostAsync($"{{ {list}(where: {literal}) {{ totalCount }} }}"),
            await server.PostAsync($"query($w: {type}) {{ {list}(where: $w) {{ totalCount }} }}", new { w = json }),
            await server.PostAsync($"query($w: {type}! = {literal}) {{ {list}(where: {{not: $w}}) {{ totalCount }} }}"),
        };
        if (list == "articles")
        {
            results.Add(await server.PostAsync($"{{ topics {{ nodes {{ articles(where: {literal}) {{ totalCount }} }} }} places "
                + $"{{ nodes {{ articles(where: {literal}) {{ totalCount }} }} }} }}"));
            results.Add(await server.PostAsync($"subscription {{ articleChanges(where: {literal}) {{ id }} }}"));
            results.Add(await server.PostAsync($"subscription {{ articlePublished(where: {literal}) {{ cursor }} }}"));
        }

        Assert.All(
            results, r => Assert.Equal("HC0026", r.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("""{}""", 4)]
    [InlineData("""{"h":"Ships_late"}""", 1)]
    [InlineData("""{"h":null}""", null)]
    public async Task An_absent_variable_omits_its_condition_and_a_null_variable_is_rejected(string variables, int? expected)
    {
        var result = await server.PostAsync(
            "query($h: String) { articles(where: {headline: {startsWith: $h}}) { totalCount } }", JsonElement.Parse(variables));
        Assert.Equal(expected, result.TryGetProperty("errors", out _) ? null
            : result.GetProperty("data").GetProperty("articles").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_filter_within_a_place_matches_all_places_in_it()
    {
        var places = (await server.QueryAsync(
            """{ norway: place(slug: "norway") { id } oslo: places(where: {name: {eq: "Oslo"}}) { nodes { id } } }"""));
        var (norway, oslo) = (places.GetProperty("norway").GetProperty("id").GetString()!, places.GetProperty("oslo")
            .GetProperty("nodes")[0].GetProperty("id").GetString()!);
        Assert.Equal("a b", await UrisAsync($$"""places: {some: {within: "{{norway}}"} }"""));
        Assert.Equal("c d", await UrisAsync($$"""not: {places: {some: {within: "{{norway}}"} } }"""));
        Assert.Equal("a b", await UrisAsync($$"""places: {some: {within: "{{oslo}}"} }"""));
        Assert.Equal("a b", await UrisAsync($$"""mentions: {some: {entityId: {in: ["{{oslo}}"]}, kind: {eq: PLACE} } }"""));
        var within = await server.QueryAsync(
            $$"""{ places(where: {within: "{{norway}}"}, order: [{within: {name: ASC} }, {name: DESC}]) { nodes { name } } }""");
        Assert.Equal(["Oslo", "Bergen", "Norway"], within.GetProperty("places").GetProperty("nodes").EnumerateArray()
            .Select(n => n.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Filters_and_orders_by_a_parent_do_not_reveal_an_embargoed_entity()
    {
        await server.Database.ExecuteAsync(
            """
            insert into entity (kind, slug, name, aliases, name_keys, same_as, curated, updated_at) select 3, 'secret', 'Secret merger', '{}', '{}', '{}', false, now()
            where not exists (select from entity where slug = 'secret');
            insert into entity (kind, slug, name, aliases, name_keys, same_as, curated, updated_at, parent_id) select 3, 'banks', 'Banks', '{}', '{}', '{}', true, now(), id
            from entity where slug = 'secret' and not exists (select from entity where slug = 'banks')
            """);
        var data = await server.QueryAsync(
            """
            { a: topics(where: {broader: {name: {startsWith: "Secret"}}}) { totalCount } b: topics(where: {broader: {}}) { totalCount }
              c: topics(where: {slug: {eq: "banks"}}, order: [{broader: {name: ASC}}]) { edges { cursor } } }
            """);
        Assert.Equal(0, data.GetProperty("a").GetProperty("totalCount").GetInt32());
        Assert.Equal(0, data.GetProperty("b").GetProperty("totalCount").GetInt32());
        var cursor = System.Text.Encoding.UTF8.GetString(
            System.Buffers.Text.Base64Url.DecodeFromChars(data.GetProperty("c").GetProperty("edges")[0].GetProperty("cursor").GetString()));
        Assert.DoesNotContain("Secret", cursor, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "FILTER_TOO_LARGE")]
    public async Task A_filter_has_at_most_a_thousand_comparisons(int values, string? code) => await AnswersAsync(
        new { headline = new { @in = Enumerable.Range(0, values - 1).Select(i => $"{i}") } }, code);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "FILTER_TOO_LARGE")]
    public async Task A_case_insensitive_comparison_has_at_most_a_thousand_characters(int length, string? code) => await AnswersAsync(
        new { headline = new { icontains = new string('ß', length) } }, code);

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "FILTER_TOO_LARGE")]
    public async Task A_search_has_at_most_five_hundred_characters(int length, string? code)
    {
        foreach (var part in new[] { "a ", "-a ", "\"", "((", "𐌰", "𐌰-", "& | ! <-> ' \\", "or " })
        {
            await AnswersAsync(new { search = string.Concat(Enumerable.Repeat(part, length))[..length].Replace('\ud800', 'x') }, code);
        }
    }

    [Fact]
    public async Task Filters_on_relations_may_be_many_and_nested_up_to_a_limit()
    {
        // As PostgreSQL does by itself within a minute. On tables it has never looked at it takes twenty joins of nothing for much work.
        await server.Database.ExecuteAsync("analyze");
        object Deep(int depth) => depth == 0 ? new { } : new { contains = new { some = Deep(depth - 1) } };
        await AnswersAsync(new { places = new { some = Deep(20) } }, null);
        await AnswersAsync(new { and = Enumerable.Repeat(new { people = new { none = new { name = new { eq = "x" } } } }, 40) }, null);
        await AnswersAsync(new { and = Enumerable.Repeat(new { people = new { none = new { name = new { eq = "x" } } } }, 60) },
            "FILTER_TOO_LARGE");
        await AnswersAsync(new { and = Enumerable.Repeat(new { }, 2000) }, "FILTER_TOO_LARGE");
    }

    private async Task AnswersAsync(object where, string? code)
    {
        var result = await server.PostAsync(
            "query($where: ArticleFilterInput) { articles(where: $where) { totalCount nodes { id } } }", new { where });
        Assert.Equal(code, result.TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null);
    }

    private async Task<string> UrisAsync(string where)
    {
        var data = await server.QueryAsync($"{{ articles(where: {{{where}}}, order: {{uri: ASC}}) {{ nodes {{ uri }} }} }}");
        return string.Join(' ', data.GetProperty("articles").GetProperty("nodes").EnumerateArray()
            .Select(n => n.GetProperty("uri").GetString()));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task ItemAsync(
        TestNewsroom newsroom, string uri, string headline, string? section, int? urgency, params string[] places)
    {
        var item = TestNewsroom.Item(headline, [.. places.Select(TestNewsroom.Place)]);
        await newsroom.ImportOnceAsync(item with { Uri = uri, Content = item.Content with { Section = section, Urgency = urgency } });
    }
}
