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
    [InlineData("""publishedAt: null""", "a b c d")]
    public async Task A_filter_finds_exactly(string where, string uris)
    {
        var data = await server.QueryAsync($"{{ articles(where: {{{where}}}, order: {{uri: ASC}}) {{ totalCount nodes {{ uri }} }} }}");
        var found = data.GetProperty("articles").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("uri").GetString());
        Assert.Equal(uris, string.Join(' ', found));
        Assert.Equal(uris.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, data.GetProperty("articles").GetProperty("totalCount").GetInt32());
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
    public async Task A_filter_with_no_meaning_is_refused(string where, string code)
    {
        var result = await server.PostAsync($"{{ articles(where: {{{where}}}) {{ totalCount }} }}");
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task ItemAsync(TestNewsroom newsroom, string uri, string headline, string? section, int? urgency, params string[] places)
    {
        var item = TestNewsroom.Item(headline, [.. places.Select(TestNewsroom.Place)]);
        await newsroom.ImportOnceAsync(item with { Uri = uri, Content = item.Content with { Section = section, Urgency = urgency } });
    }
}
