using System.Globalization;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary>Pages of lists, as Relay has them, and what they cost the database.</summary>
public sealed class ConnectionFieldTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const int Count = 30;

    public async ValueTask InitializeAsync()
    {
        var newsroom = new TestNewsroom(server.Database.Database);
        if ((await server.QueryAsync("{ articles { totalCount } }")).GetProperty("articles").GetProperty("totalCount").GetInt32() > 0)
        {
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            await newsroom.ImportAsync(TestNewsroom.Item(
                string.Create(CultureInfo.InvariantCulture, $"Item {i:00}"),
                TestNewsroom.Person($"Person {i % 7}"), TestNewsroom.Place($"Place {i % 5}"), TestNewsroom.Topic($"Topic {i % 3}")) with
            {
                // Three share each moment, so that only the tie-breaker tells them apart.
                FirstCreated = Some.Moment.AddHours(i / 3),
                VersionCreated = Some.Moment.AddHours(i / 3),
            });
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(", order: {publishedAt: ASC}")]
    [InlineData(", order: [{section: DESC}, {headline: ASC}]")]
    [InlineData(""", where: {topics: {some: {name: {in: ["Topic 0", "Topic 2"]}}}}""")]
    public async Task A_list_paged_forwards_and_backwards_has_the_same_items(string arguments)
    {
        var forwards = await WalkAsync("first", "after", "endCursor", "hasNextPage", arguments);
        var backwards = await WalkAsync("last", "before", "startCursor", "hasPreviousPage", arguments);
        Assert.Equal(forwards.Distinct().Count(), forwards.Count);
        Assert.NotEmpty(forwards);
        backwards.Reverse();
        Assert.Equal(forwards, backwards);
    }

    [Fact]
    public async Task A_page_has_ten_items_by_default_and_the_newest_come_first()
    {
        var nodes = (await server.QueryAsync("{ articles { nodes { publishedAt } } }")).GetProperty("articles").GetProperty("nodes");
        string[] times = [.. nodes.EnumerateArray().Select(n => n.GetProperty("publishedAt").GetString()!)];
        Assert.Equal(10, times.Length);
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Theory]
    [InlineData("first: null, last: 3, after: null, before: null", "first: $first, last: $last", 3, true)]
    [InlineData("first: 3, last: null, after: null, before: null, where: null, search: null", "last: $first, first: $last", 3, false)]
    public async Task A_null_paging_argument_counts_as_not_passed(string literal, string byVariable, int count, bool hasPrevious)
    {
        foreach (var arguments in new[] { literal, byVariable })
        {
            var page = (await server.QueryAsync(
                $"query($first: Int, $last: Int) {{ articles({arguments}) {{ nodes {{ id }} pageInfo {{ hasPreviousPage }} }} "
                + "skip: articles(first: $first, last: $last) { totalCount } }",
                new { first = (int?)null, last = 3 })).GetProperty("articles");
            Assert.Equal(count, page.GetProperty("nodes").GetArrayLength());
            Assert.Equal(hasPrevious, page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
        }
    }

    [Theory]
    [InlineData("first: 51", "HC0051")]
    [InlineData("first: -1", "HC0079")]
    [InlineData("last: 51", "HC0051")]
    [InlineData("first: 1, last: 1", "HC0052")]
    [InlineData("""first: 1, before: "x" """, "HC0078")]
    [InlineData("""after: "" """, "HC0078")]
    [InlineData("""after: "WyJhIiwxXQ" """, "HC0078")]
    [InlineData("""before: "!" """, "HC0078")]
    public async Task Invalid_paging_arguments_are_an_error_of_their_field(string arguments, string code)
    {
        foreach (var (query, path) in new[]
        {
            ($"{{ articles({arguments}) {{ nodes {{ id }} }} }}", "articles"),
            ($"{{ topics(first: 1) {{ nodes {{ articles({arguments}) {{ nodes {{ id }} }} }} }} }}", "topics,nodes,0,articles"),
        })
        {
            var error = Assert.Single((await server.PostAsync(query)).GetProperty("errors").EnumerateArray());
            Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
            Assert.Equal(path, string.Join(',', error.GetProperty("path").EnumerateArray().Select(p => p.ToString())));
        }
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_filter_is_rejected()
    {
        var cursor = (await server.QueryAsync("{ articles(first: 1) { pageInfo { endCursor } } }"))
            .GetProperty("articles").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        foreach (var other in new[] { "order: {headline: ASC}", """where: {headline: {eq: "Item 01"}}""" })
        {
            var result = await server.PostAsync(
                $"query($after: String) {{ articles(after: $after, {other}) {{ nodes {{ id }} }} }}", new { after = cursor });
            var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
            Assert.Equal("HC0078", error.GetProperty("extensions").GetProperty("code").GetString());
            Assert.Contains("another filter or order", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("publishedAt: DESC")]
    [InlineData("section: ASC}, {headline: DESC")]
    public async Task A_page_between_two_cursors_has_the_items_between_them_in_both_directions(string order)
    {
        async Task<System.Text.Json.JsonElement> PageAsync(string arguments, object? variables = null) => (await server.QueryAsync(
            $"{(variables is null ? "" : arguments.Contains("$a", StringComparison.Ordinal) ? arguments.Contains("$b", StringComparison.Ordinal) ? "query($a: String, $b: String) " : "query($a: String) " : "query($b: String) ")}{{ articles({arguments}, order: [{{{order}}}]) {{ edges {{ cursor node {{ headline }} }} pageInfo {{ hasNextPage hasPreviousPage }} }} }}", variables)).GetProperty("articles");
        static IEnumerable<string?> Headlines(System.Text.Json.JsonElement page) =>
            page.GetProperty("edges").EnumerateArray().Select(e => e.GetProperty("node").GetProperty("headline").GetString());
        static (bool, bool) More(System.Text.Json.JsonElement page) =>
            (page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean(), page.GetProperty("pageInfo")
                .GetProperty("hasNextPage").GetBoolean());

        var all = await PageAsync($"first: {Count}");
        string?[] headlines = [.. Headlines(all)];
        var between = new
        {
            a = all.GetProperty("edges")[4].GetProperty("cursor").GetString(),
            b = all.GetProperty("edges")[12]
            .GetProperty("cursor").GetString()
        };
        foreach (var (arguments, expected) in new (string, string?[])[]
        {
            ("after: $a, before: $b", headlines[5..12]), ("first: 3, after: $a, before: $b", headlines[5..8]),
                ("last: 3, after: $a, before: $b", headlines[9..12]),
            ("first: 20, before: $b", headlines[..12]), ("last: 20, after: $a", headlines[^20..]), ("after: $b, before: $a", []),
        })
        {
            var page = await PageAsync(arguments, between);
            Assert.Equal(expected, Headlines(page));
            Assert.Equal((!arguments.StartsWith("first: 20", StringComparison.Ordinal),
                !arguments.StartsWith("last: 20", StringComparison.Ordinal)), More(page));
        }
    }

    [Fact]
    public async Task A_page_after_the_cursor_of_an_edge_begins_with_the_next_item()
    {
        var edges = (await server.QueryAsync("{ articles(first: 5) { edges { cursor node { headline } } } }")).GetProperty("articles")
            .GetProperty("edges");
        var next = await server.QueryAsync(
            "query($after: String) { articles(first: 1, after: $after) { nodes { headline } } }",
                new { after = edges[1].GetProperty("cursor").GetString() });
        Assert.Equal(edges[2].GetProperty("node").GetProperty("headline").GetString(), next.GetProperty("articles").GetProperty("nodes")[0]
            .GetProperty("headline").GetString());
    }

    [Fact]
    public async Task Twenty_articles_with_people_places_and_topics_take_as_many_statements_as_one()
    {
        const string query = "query($first: Int) { articles(first: $first) { nodes { headline people { name } places { name } topics { name articles(first: 2) { nodes { headline } } } } } }";
        var (one, _) = await StatementsOfAsync(query, new { first = 1 });
        var (twenty, sql) = await StatementsOfAsync(query, new { first = 20 });
        Assert.Equal(one, twenty);
        Assert.True(twenty <= 6, string.Join("\n\n", sql));
    }

    [Fact]
    public async Task A_body_is_read_only_in_the_selected_format()
    {
        var (_, without) = await StatementsOfAsync("{ articles { nodes { headline summary people { name } versions { headline } } } }");
        Assert.DoesNotContain(without, sql => sql.Contains("body", StringComparison.OrdinalIgnoreCase));
        var (_, html) = await StatementsOfAsync("{ articles { nodes { body } } }");
        Assert.Contains(html, sql => sql.Contains("body", StringComparison.Ordinal)
            && !sql.Contains("body_text", StringComparison.Ordinal));
        var (_, text) = await StatementsOfAsync("{ articles { nodes { body(format: TEXT) } } }");
        Assert.Contains(text, sql => sql.Contains("a.body_text", StringComparison.Ordinal)
            && !sql.Contains("a.body ", StringComparison.Ordinal) && !sql.Contains("a.body,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_total_count_is_read_only_if_it_is_selected_and_alone_it_reads_no_rows()
    {
        var (_, page) = await StatementsOfAsync("{ articles { nodes { headline } } }");
        Assert.DoesNotContain(page, sql => sql.Contains("count(*)", StringComparison.Ordinal));
        var (_, count) = await StatementsOfAsync("{ articles { totalCount } }");
        Assert.Contains(count, sql => sql.Contains("count(*)", StringComparison.Ordinal)
            && !sql.Contains("headline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Aliases_and_fragments_get_the_fields_that_they_select()
    {
        var data = await server.QueryAsync(
            """
            { articles(first: 1) { ...Page nodes { ...One } } articles(first: 1) { nodes { slug } }
              skipped: articles @skip(if: true) { totalCount } other: articles(first: 2, order: {headline: ASC}) { nodes { h: headline } } }
            fragment Page on ArticlesConnection { totalCount pageInfo { hasNextPage } }
            fragment One on Node { id ... on Article { headline body @include(if: false) } }
            """);
        var page = data.GetProperty("articles");
        Assert.Equal(Count, page.GetProperty("totalCount").GetInt32());
        Assert.Equal(["id", "headline", "slug"], page.GetProperty("nodes")[0].EnumerateObject().Select(p => p.Name));
        Assert.False(data.TryGetProperty("skipped", out _));
        Assert.Equal("Item 00", data.GetProperty("other").GetProperty("nodes")[0].GetProperty("h").GetString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<List<string>> WalkAsync(string size, string from, string end, string more, string arguments)
    {
        var found = new List<string>();
        string? cursor = null;
        for (var goesOn = true; goesOn;)
        {
            var page = (await server.QueryAsync(
                $"query($cursor: String) {{ articles({size}: 7, {from}: $cursor{arguments}) {{ nodes {{ headline }} pageInfo {{ {end} {more} }} }} }}", new { cursor })).GetProperty("articles");
            var headlines = page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("headline").GetString()!);
            found.AddRange(size == "last" ? headlines.Reverse() : headlines);
            cursor = page.GetProperty("pageInfo").GetProperty(end).GetString();
            goesOn = page.GetProperty("pageInfo").GetProperty(more).GetBoolean();
        }

        return found;
    }

    private async Task<(int Count, IReadOnlyList<string> Sql)> StatementsOfAsync(string query, object? variables = null)
    {
        using var log = new StatementLog(server.Database);
        await server.QueryAsync(query, variables);
        return (log.RoundTrips.Sum(trip => trip.Count(c => c == ';') + 1), log.RoundTrips);
    }
}
