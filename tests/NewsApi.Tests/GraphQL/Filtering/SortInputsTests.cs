using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>The argument <c>order</c>, down to the rows in the response.</summary>
public sealed class SortInputsTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var newsroom = new TestNewsroom(server.Database.Database);
        foreach (var (uri, urgency, headline) in new[] { ("a", 1, "B"), ("b", 1, "C"), ("c", 2, "A"), ("d", 2, "D") })
        {
            var item = TestNewsroom.Item(headline, TestNewsroom.Topic("Letters"));
            await newsroom.ImportOnceAsync(item with { Uri = uri, Content = item.Content with { Urgency = urgency } });
        }
    }

    [Theory]
    [InlineData("""{"urgency":"ASC","headline":"DESC"}""", "b a d c")]
    [InlineData("""{"headline":"DESC","urgency":"ASC"}""", "d b a c")]
    [InlineData("""[{"urgency":"DESC","headline":"ASC"}]""", "c d a b")]
    [InlineData("""[{"urgency":"DESC"},{"headline":"ASC","urgency":"ASC"}]""", "c d a b")]
    public async Task Articles_are_sorted_by_the_keys_of_one_object_as_they_are_written(string order, string uris)
    {
        var literal = order.Replace("\"", "", StringComparison.Ordinal);
        const string page = "{ nodes { uri } }";
        const string nested = "topics(first: 1) { nodes { articles";
        var json = JsonElement.Parse(order);
        foreach (var (query, variables) in new (string, object?)[]
        {
            ($"{{ articles(order: {literal}) {page} }}", null),
            ($"query($o: [ArticleSortInput!]) {{ articles(order: $o) {page} }}", new { o = json }),
            ($"query($o: [ArticleSortInput!] = {literal}) {{ articles(order: $o) {page} }}", null),
            ($"{{ {nested}(order: {literal}) {page} }} }} }}", null),
            ($"query($o: [ArticleSortInput!]) {{ {nested}(order: $o) {page} }} }} }}", new { o = json }),

            // The engine runs an operation with introspection.
            ($"{{ articles(order: {literal}) {page} __schema {{ queryType {{ name }} }} }}", null),
            ($"query($o: [ArticleSortInput!]) {{ articles(order: $o) {page} __schema {{ queryType {{ name }} }} }}", new { o = json }),
        })
        {
            var data = await server.QueryAsync(query, variables);
            var list = data.TryGetProperty("articles", out var articles) ? articles
                : data.GetProperty("topics").GetProperty("nodes")[0].GetProperty("articles");
            Assert.Equal(
                uris, string.Join(' ', list.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("uri").GetString())));
        }
    }

    [Fact]
    public async Task A_cursor_is_valid_only_for_its_order_of_the_sort_keys()
    {
        const string query = "query($o: [ArticleSortInput!], $after: String) { articles(order: $o, after: $after) { edges { cursor } } }";
        var (one, other) = (JsonElement.Parse("""{"urgency":"ASC","headline":"DESC"}"""),
            JsonElement.Parse("""{"headline":"DESC","urgency":"ASC"}"""));
        var cursor = (await server.QueryAsync(query, new { o = one })).GetProperty("articles").GetProperty("edges")[0]
            .GetProperty("cursor").GetString();
        var next = await server.QueryAsync(query, new { o = one, after = cursor });
        Assert.Equal(3, next.GetProperty("articles").GetProperty("edges").GetArrayLength());
        var rejected = await server.PostAsync(query, new { o = other, after = cursor });
        Assert.Equal("HC0078", rejected.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
