using System.Globalization;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary>Numbered pages are parts of the whole list, with the right ends and the count of the whole.</summary>
public sealed class SkipTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const string Page = "nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

    public async ValueTask InitializeAsync()
    {
        if (await server.Database.ScalarAsync<long>("select count(*) from article") > 0)
        {
            return;
        }

        var (broad, person) = (Some.Topic("Economy"), Some.Person("Ada"));
        await server.Database.StoreAsync(broad, person);
        var narrow = Some.Topic("Trade", broad);
        await server.Database.StoreAsync(narrow);
        await server.Database.StoreAsync([.. Enumerable.Range(0, 48).Select(i =>
        {
            var headline = $"Item {i % 5} {(i % 2 == 0 ? "harbour" : "railway")}";
            var article = Some.Article(headline, i % 9 == 0 ? null : Some.Moment.AddHours(i / 2));
            article.Content = article.Content with { Section = i % 4 == 0 ? null : "World" };
            return i % 3 == 0 ? article.Naming(broad, person) : i % 3 == 1 ? article.Naming(narrow) : article.Naming(narrow, broad);
        })]);
    }

    [Theory]
    [InlineData("articles", "")]
    [InlineData("articles", ", order: { headline: ASC }")]
    [InlineData("articles", ", order: [{ section: DESC }, { publishedAt: ASC }]")]
    [InlineData("articles", """, where: { topics: { some: { name: { eq: "Economy" } } } }""")]
    [InlineData("articles", """, where: { topics: { some: { name: { in: ["Economy", "Trade"] } } } }""")]
    [InlineData("articles", """, where: { not: { section: { eq: "World" } } }""")]
    [InlineData("articles", """, search: "harbour", order: { publishedAt: DESC }""")]
    [InlineData("articles", """, search: "harbour", order: { headline: ASC }""")]
    [InlineData("articles", """, where: { or: [{ search: "harbour" }, { section: { eq: "World" } }] }""")]
    [InlineData("topics", "")]
    [InlineData("topics", ", order: { headline: ASC }")]
    [InlineData("topics", ", below: true")]
    [InlineData("topics", ", below: true, order: { updatedAt: DESC }")]
    [InlineData("topics", """, search: "railway" """)]
    [InlineData("topics", """, where: { people: { some: { name: { eq: "Ada" } } } }""")]
    public async Task A_numbered_page_is_a_part_of_the_whole_list(string root, string arguments)
    {
        using var preview = await server.ClientOfAsync(Role.Preview);
        foreach (var client in new[] { server.Client, preview })
        {
            var all = await ListsAsync(client, root, $"first: 50{arguments}");
            foreach (var (size, skip) in new[] { (4, 0), (4, 4), (5, 3), (7, 14), (50, 1), (3, 47), (3, 100), (1, 10_000), (0, 2) })
            {
                var window = string.Create(CultureInfo.InvariantCulture, $"first: {size}, skip: {skip}");
                var pages = await ListsAsync(client, root, $"{window}{arguments}");
                Assert.Equal(all.Length, pages.Length);
                foreach (var (page, whole) in pages.Zip(all))
                {
                    string?[] ids = [.. Ids(whole)];
                    Assert.Equal(ids.Skip(skip).Take(size), Ids(page));
                    Assert.Equal(ids.Length, page.GetProperty("totalCount").GetInt32());
                    var info = page.GetProperty("pageInfo");
                    Assert.Equal(ids.Length > skip + size, info.GetProperty("hasNextPage").GetBoolean());
                    Assert.Equal(skip > 0 && ids.Length > 0, info.GetProperty("hasPreviousPage").GetBoolean());
                }
            }
        }
    }

    [Fact]
    public async Task A_search_by_relevance_has_numbered_pages_and_one_topic_too()
    {
        foreach (var search in new[] { """search: "harbour" """, """where: { search: "railway" }""" })
        {
            var all = await server.QueryAsync($"{{ list: articles({search}, first: 50) {{ {Page} }} }}");
            var page = await server.QueryAsync($"{{ list: articles({search}, first: 3, skip: 5) {{ {Page} }} }}");
            Assert.Equal(Ids(all.GetProperty("list")).Skip(5).Take(3), Ids(page.GetProperty("list")));
        }

        var slug = await server.Database.ScalarAsync<string>("select slug from entity where name = 'Economy'");
        var data = (await server.QueryAsync(
            $$"""
            query($slug: String) { topic(slug: $slug) {
              all: articles(first: 50) { {{Page}} } page: articles(first: 3, skip: 2) { {{Page}} }
            } }
            """,
            new { slug })).GetProperty("topic");
        Assert.Equal(Ids(data.GetProperty("all")).Skip(2).Take(3), Ids(data.GetProperty("page")));
    }

    [Fact]
    public async Task The_cursors_of_a_numbered_page_lead_on_from_it()
    {
        var page = (await server.QueryAsync($"{{ articles(first: 5, skip: 10) {{ {Page} }} }}")).GetProperty("articles");
        var info = page.GetProperty("pageInfo");
        var data = await server.QueryAsync(
            $$"""
            query($end: String, $start: String) {
              next: articles(first: 5, after: $end) { {{Page}} } previous: articles(last: 5, before: $start) { {{Page}} }
              bySkip: articles(first: 5, skip: 15) { {{Page}} } before: articles(first: 5, skip: 5) { {{Page}} }
            }
            """,
            new { end = info.GetProperty("endCursor").GetString(), start = info.GetProperty("startCursor").GetString() });
        Assert.Equal(Ids(data.GetProperty("bySkip")), Ids(data.GetProperty("next")));
        Assert.Equal(Ids(data.GetProperty("before")), Ids(data.GetProperty("previous")));
    }

    [Theory]
    [InlineData("skip: 10001", "HC0051", "endCursor")]
    [InlineData("skip: -1", "HC0079", "at least 0")]
    [InlineData("""skip: 5, after: "x" """, "HC0052", "cannot be combined")]
    [InlineData("""skip: 0, before: "x" """, "HC0052", "cannot be combined")]
    [InlineData("skip: 5, last: 2", "HC0052", "cannot be combined")]
    public async Task What_no_numbered_page_can_be_is_an_error(string arguments, string code, string message)
    {
        var list = $"articles({arguments}) {{ nodes {{ id }} }}";
        foreach (var query in new[] { $"{{ {list} }}", $"{{ topics {{ nodes {{ {list} }} }} }}" })
        {
            var error = (await server.PostAsync(query)).GetProperty("errors")[0];
            Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
            Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_left_out_counts_as_read()
    {
        var result = await server.PostAsync("{ topics(first: 50) { nodes { articles(skip: 5000) { nodes { id } } } } }");
        var error = result.GetProperty("errors")[0];
        Assert.Equal("HC0047", error.GetProperty("extensions").GetProperty("code").GetString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<string?> Ids(JsonElement page) =>
        page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString());

    private async Task<JsonElement[]> ListsAsync(HttpClient client, string root, string arguments)
    {
        var data = await server.PostAsync(
            root == "articles" ? $"{{ articles({arguments}) {{ {Page} }} }}"
                : $"{{ topics(first: 2) {{ nodes {{ articles({arguments}) {{ {Page} }} }} }} }}",
            client: client);
        var list = data.GetProperty("data").GetProperty(root);
        return root == "articles" ? [list] : [.. list.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("articles"))];
    }
}
