using System.Globalization;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary>The counts beside a list equal those that a client makes of the whole list.</summary>
public sealed class FacetFieldsTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const int Count = 45;

    private const string Facets =
        """
        facets {
          sections(first: 100) { value count } genres(first: 100) { value count } sources(first: 100) { value count }
          languages(first: 100) { value count }
          people(first: 100) { person { name } count } places(first: 100) { place { name } count }
          topics(first: 100) { topic { name } count }
        }
        days: timeline(first: 100) { start count } months: timeline(by: MONTH, first: 100) { start count }
        """;

    private const string Nodes = "nodes { section genre source language publishedAt people { name } places { name } topics { name } }";

    public async ValueTask InitializeAsync()
    {
        if ((await server.QueryAsync("{ articles { totalCount } }")).GetProperty("articles").GetProperty("totalCount").GetInt32() > 0)
        {
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            var item = TestNewsroom.Item(
                string.Create(CultureInfo.InvariantCulture, $"Item {i:00} {(i % 2 == 0 ? "harbour" : "railway")}"),
                TestNewsroom.Person($"Person {i % 7}"), TestNewsroom.Place($"Place {i % 5}"), TestNewsroom.Place($"Place {i % 3}"),
                TestNewsroom.Topic($"Topic {i % 3}"));
            await server.Newsroom.ImportAsync(item with
            {
                FirstCreated = Some.Moment.AddHours(i * 9),
                VersionCreated = Some.Moment.AddHours(i * 9),
                Content = item.Content with
                {
                    Section = i % 4 == 0 ? null : $"Section {i % 4}",
                    Genre = i % 3 == 0 ? null : $"Genre {i % 2}",
                    Source = $"Source {i % 6}",
                    Language = i % 5 == 0 ? "de" : "en",
                },
            });
        }

        await server.Newsroom.EmbargoAsync(
            "Item under embargo", DateTimeOffset.UtcNow.AddDays(30), TestNewsroom.Topic("Topic 0"), TestNewsroom.Person("Nobody yet"));
    }

    [Theory]
    [InlineData("first: 50")]
    [InlineData("""first: 50, search: "harbour" """)]
    [InlineData("""first: 50, where: { topics: { some: { name: { eq: "Topic 1" } } } }""")]
    [InlineData("""first: 50, where: { topics: { some: { name: { in: ["Topic 1", "Topic 2"] } } }, people: { none: { name: { eq: "Person 3" } } } }""")]
    [InlineData("""first: 50, search: "railway", where: { places: { some: { name: { eq: "Place 2" } } } }""")]
    [InlineData("""first: 50, where: { section: { eq: "Section 2" }, not: { language: { eq: "de" } } }""")]
    [InlineData("""first: 50, where: { headline: { eq: "no such headline" } }""")]
    public async Task The_facet_counts_are_those_of_the_whole_list(string arguments)
    {
        var page = (await server.QueryAsync($"{{ articles({arguments}) {{ {Facets} {Nodes} }} }}")).GetProperty("articles");
        Compare(page);
        var alone = (await server.QueryAsync(
            $"{{ articles({arguments.Replace("first: 50", "first: 1", StringComparison.Ordinal)}) {{ {Facets} }} }}")).GetProperty("articles");
        Assert.Equal(page.GetProperty("facets").GetRawText(), alone.GetProperty("facets").GetRawText());
        Assert.Equal(page.GetProperty("days").GetRawText(), alone.GetProperty("days").GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", where: { language: { eq: "en" } }""")]
    [InlineData(""", search: "harbour" """)]
    [InlineData(""", where: { people: { some: { name: { eq: "Person 2" } } } }""")]
    [InlineData(", order: { headline: ASC }")]
    public async Task Each_of_several_topics_has_its_own_facet_counts(string arguments)
    {
        var data = await server.QueryAsync(
            $"{{ topics {{ nodes {{ slug name articles(first: 50{arguments}) {{ {Facets} {Nodes} }} }} }} }}");
        var topics = data.GetProperty("topics").GetProperty("nodes");
        Assert.Equal(3, topics.GetArrayLength());
        foreach (var topic in topics.EnumerateArray())
        {
            var articles = topic.GetProperty("articles");
            Compare(articles);
            var one = await server.QueryAsync(
                $"query($slug: String) {{ topic(slug: $slug) {{ articles(first: 50{arguments}) {{ {Facets} {Nodes} }} }} }}",
                new { slug = topic.GetProperty("slug").GetString() });
            Assert.Equal(articles.GetRawText(), one.GetProperty("topic").GetProperty("articles").GetRawText());
        }
    }

    [Fact]
    public async Task The_most_frequent_facet_values_come_first_up_to_the_requested_number()
    {
        var data = await server.QueryAsync(
            "{ articles { facets { sections(first: 2) { value count } none: sections(first: 0) { value } topics(first: 1) { count } } } }");
        var facets = data.GetProperty("articles").GetProperty("facets");
        Assert.Equal(
            ["Section 1", "Section 2"], facets.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("value").GetString()));
        Assert.Equal(0, facets.GetProperty("none").GetArrayLength());
        Assert.Equal(15, Assert.Single(facets.GetProperty("topics").EnumerateArray()).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Articles_under_embargo_are_counted_only_for_callers_who_may_see_them()
    {
        const string query = "{ articles(where: { headline: { startsWith: \"Item under\" } }) { facets { people { person { name } count } } } }";
        var readers = await server.QueryAsync(query);
        Assert.Equal(0, readers.GetProperty("articles").GetProperty("facets").GetProperty("people").GetArrayLength());
        using var preview = await server.ClientOfAsync(Role.Preview);
        var people = (await server.PostAsync(query, client: preview)).GetProperty("data").GetProperty("articles").GetProperty("facets")
            .GetProperty("people");
        Assert.Equal("Nobody yet", Assert.Single(people.EnumerateArray()).GetProperty("person").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Topics_of_a_facet_have_lists_and_facets_below_them()
    {
        var data = await server.QueryAsync(
            "{ articles { facets { topics { count topic { name articles { totalCount facets { sections(first: 100) { count } } } } } } } }");
        foreach (var facet in data.GetProperty("articles").GetProperty("facets").GetProperty("topics").EnumerateArray())
        {
            var articles = facet.GetProperty("topic").GetProperty("articles");
            Assert.Equal(facet.GetProperty("count").GetInt32(), articles.GetProperty("totalCount").GetInt32());
            Assert.NotEqual(0, articles.GetProperty("facets").GetProperty("sections").GetArrayLength());
        }
    }

    [Fact]
    public async Task All_facets_of_a_list_take_one_additional_statement()
    {
        async Task<int> CountAsync(string query)
        {
            using var log = new StatementLog(server.Database);
            await server.QueryAsync(query);
            return log.RoundTrips.Sum(trip => trip.Count(c => c == ';') + 1);
        }

        var without = await CountAsync("{ articles { nodes { headline } totalCount } }");
        var with = await CountAsync($"{{ articles {{ nodes {{ headline }} totalCount {Facets} }} }}");
        Assert.Equal(without + 1, with);
        var nested = await CountAsync("{ topics { nodes { articles { nodes { headline } } } } }");
        Assert.Equal(nested + 1, await CountAsync($"{{ topics {{ nodes {{ articles {{ nodes {{ headline }} {Facets} }} }} }} }}"));
    }

    [Theory]
    [InlineData("facets { sections(first: 401) { value } }", "HC0051")]
    [InlineData("facets { topics(first: -1) { count } }", "HC0079")]
    [InlineData("timeline(first: 401) { count }", "HC0051")]
    public async Task An_invalid_number_of_facet_values_is_an_error(string selection, string code)
    {
        var error = Assert.Single((await server.PostAsync($"{{ articles {{ {selection} }} }}")).GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_sections_are_listed_by_name_with_their_newest_article()
    {
        var data = await server.QueryAsync("{ sections { name newest count } }");
        var sections = data.GetProperty("sections").EnumerateArray().ToArray();
        Assert.Equal(["Section 1", "Section 2", "Section 3"], sections.Select(s => s.GetProperty("name").GetString()));
        foreach (var section in sections)
        {
            var list = (await server.QueryAsync(
                "query($name: String) { articles(first: 1, where: { section: { eq: $name } }) { totalCount nodes { publishedAt } } }",
                new { name = section.GetProperty("name").GetString() })).GetProperty("articles");
            Assert.Equal(list.GetProperty("totalCount").GetInt32(), section.GetProperty("count").GetInt32());
            Assert.Equal(list.GetProperty("nodes")[0].GetProperty("publishedAt").GetString(), section.GetProperty("newest").GetString());
        }

        using var log = new StatementLog(server.Database);
        await server.QueryAsync("{ sections { name newest } }");
        Assert.DoesNotContain(log.RoundTrips, sql => sql.Contains("count(*)", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Compare(JsonElement page)
    {
        JsonElement[] nodes = [.. page.GetProperty("nodes").EnumerateArray()];
        var facets = page.GetProperty("facets");
        foreach (var (facet, field) in new[]
        {
            ("sections", "section"), ("genres", "genre"), ("sources", "source"), ("languages", "language"),
        })
        {
            Same(nodes.Select(n => n.GetProperty(field).GetString()).OfType<string>(),
                facets.GetProperty(facet), count => count.GetProperty("value").GetString());
        }

        foreach (var (facet, one) in new[] { ("people", "person"), ("places", "place"), ("topics", "topic") })
        {
            Same(nodes.SelectMany(n => n.GetProperty(facet).EnumerateArray().Select(e => e.GetProperty("name").GetString()!)),
                facets.GetProperty(facet), count => count.GetProperty(one).GetProperty("name").GetString());
        }

        string[] times = [.. nodes.Select(n => n.GetProperty("publishedAt").GetString()!)];
        Same(times.Select(t => t[..10]), page.GetProperty("days"), count => count.GetProperty("start").GetString()![..10]);
        Same(times.Select(t => t[..7]), page.GetProperty("months"), count => count.GetProperty("start").GetString()![..7]);
        string[] days = [.. page.GetProperty("days").EnumerateArray().Select(d => d.GetProperty("start").GetString()!)];
        Assert.Equal(days.OrderDescending(StringComparer.Ordinal), days);
    }

    private static void Same(IEnumerable<string> values, JsonElement facet, Func<JsonElement, string?> name)
    {
        var expected = values.CountBy(v => v).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value));
        var found = facet.EnumerateArray().Select(c => (name(c)!, c.GetProperty("count").GetInt32()));
        Assert.Equal(expected, found.OrderBy(v => v.Item1, StringComparer.Ordinal));
    }
}
