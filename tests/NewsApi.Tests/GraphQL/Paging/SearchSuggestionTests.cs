using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Paging;

/// <summary><c>searchSuggestion</c>: what a reader may have meant, in words of what is public.</summary>
public sealed class SearchSuggestionTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await server.Newsroom.ImportOnceAsync(Item("urn:a", "Harbour bridge reopens after repairs", "Zürich mayor Ödön Kovács on the quay", "An embankment"));
        await server.Newsroom.ImportOnceAsync(Item("urn:b", "Bridge tolls fall", null, "Harbour master, harbourside"));
        await server.Newsroom.ImportOnceAsync(Item("urn:c", "Bride wins regatta", null, "Photovoltaics") with
        {
            Mentions = [TestNewsroom.Person("Annelie Weidenbach")],
        });
        await server.Newsroom.ImportOnceAsync(Item("urn:d", "Quagmira", null, "Ein Text") with { EmbargoedUntil = Later });
        await server.Newsroom.ImportOnceAsync(Item("urn:e", "Harbour 2024", null, "Numbers 1999"));
    }

    private static DateTimeOffset Later => new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("harbuor", "harbour")]
    [InlineData("Harbuor BRIGDE", "Harbour BRIDGE")]
    [InlineData("harbour brigde", "harbour bridge")]
    [InlineData("\"harbour brigde\" or repiars -tolz", "\"harbour bridge\" or repairs -tolz")]
    [InlineData("  brigde,  please? harbour-brigde", "  bridge,  please? harbour-bridge")]
    [InlineData("zurick", "zürich")]
    [InlineData("Kovacz", "Kovács")]
    [InlineData("weidenbch", "weidenbach")]
    [InlineData("rgeata", "regatta")]
    [InlineData("briddge", "bridge")]
    public async Task An_unknown_word_is_replaced_by_the_nearest(string search, string expected) =>
        Assert.Equal(expected, await SuggestAsync(search));

    [Theory]
    [InlineData("harbour bridge")]
    [InlineData("bridges harbours")]
    [InlineData("zurich KOVACS odon")]
    [InlineData("photovoltaics")]
    [InlineData("photovoltaic embankments")]
    [InlineData("the of and")]
    [InlineData("2023 20245")]
    [InlineData("harbour bridge -xyzzyx")]
    [InlineData("completelyunlikely wordswithout neighbours")]
    [InlineData("Weidenbach")]
    [InlineData("harbour-side")]
    [InlineData("")]
    [InlineData("\"\" - ?!")]
    public async Task A_known_word_and_one_without_a_neighbour_stay(string search) => Assert.Null(await SuggestAsync(search));

    [Fact]
    public async Task A_word_of_the_embargoed_is_neither_known_nor_suggested()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        Assert.Null(await SuggestAsync("quagmirx"));
        Assert.Null(await SuggestAsync("quagmirx", editor));
        Assert.Null(await SuggestAsync("quagmira", editor));
        await server.Newsroom.ImportOnceAsync(Item("urn:f", "Quagmiro", null, null));
        Assert.Equal("quagmiro", await SuggestAsync("quagmira"));
        Assert.Null(await SuggestAsync("quagmira", editor));
    }

    [Fact]
    public async Task Words_come_and_go_with_the_articles_that_have_them()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        Assert.Null(await SuggestAsync("quixotisn"));
        var made = await server.PostAsync(
            "mutation($i: CreateArticleInput!) { createArticle(input: $i) { article { id } } }",
            new { i = new { headline = "Quixotism", language = "en" } }, editor);
        var id = made.GetProperty("data").GetProperty("createArticle").GetProperty("article").GetProperty("id").GetString();
        Assert.Null(await SuggestAsync("quixotisn"));
        await MutateAsync("publishArticle", "PublishArticleInput", new { id });
        Assert.Equal("quixotism", await SuggestAsync("quixotisn"));
        await MutateAsync("updateArticle", "UpdateArticleInput", new { id, headline = "Ordinary" });
        Assert.Null(await SuggestAsync("quixotisn"));
        await MutateAsync("updateArticle", "UpdateArticleInput", new { id, kicker = "Quixotism" });
        Assert.Equal("quixotism", await SuggestAsync("quixotisn"));
        await MutateAsync("withdrawArticle", "WithdrawArticleInput", new { id });
        Assert.Null(await SuggestAsync("quixotisn"));

        async Task MutateAsync(string field, string type, object input)
        {
            var result = await server.PostAsync(
                $"mutation($i: {type}!) {{ {field}(input: $i) {{ errors {{ __typename }} }} }}", new { i = input }, editor);
            Assert.Equal(JsonValueKind.Null, result.GetProperty("data").GetProperty(field).GetProperty("errors").ValueKind);
        }
    }

    [Fact]
    public async Task It_costs_a_statement_only_if_it_is_selected_and_memory_does_not_decide()
    {
        Assert.Equal(0, await CountAsync("{ articles(search: \"brigde\") { nodes { id } } }"));
        Assert.Equal(0, await CountAsync("{ articles(search: \"bridge\") { nodes { id } searchSuggestion } }"));
        Assert.Equal(1, await CountAsync("{ articles(search: \"brigde harbuor\") { nodes { id } searchSuggestion } }"));

        async Task<int> CountAsync(string query)
        {
            using var log = new StatementLog(server.Database);
            await server.QueryAsync(query);
            return log.RoundTrips.Count(sql => sql.Contains("not exists (select from (", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task It_is_null_without_a_search_and_for_a_list_below_another()
    {
        var data = await server.QueryAsync(
            """
            { a: articles { searchSuggestion } b: articles(where: { search: "brigde" }) { searchSuggestion }
              people(first: 1) { nodes { articles(search: "brigde") { searchSuggestion } } }
              c: articles(search: "brigde") { searchSuggestion } }
            """);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("a").GetProperty("searchSuggestion").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("b").GetProperty("searchSuggestion").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("people").GetProperty("nodes")[0].GetProperty("articles")
            .GetProperty("searchSuggestion").ValueKind);
        Assert.Equal("bridge", data.GetProperty("c").GetProperty("searchSuggestion").GetString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IncomingArticle Item(string uri, string headline, string? summary, string? body)
    {
        var item = TestNewsroom.Item(headline);
        return item with
        {
            Uri = uri,
            Document = uri,
            Content = item.Content with { Summary = summary, Body = body is null ? null : $"<p>{body}</p>" },
        };
    }

    private async Task<string?> SuggestAsync(string search, HttpClient? client = null)
    {
        var result = await server.PostAsync(
            "query($search: String) { articles(search: $search, first: 1) { searchSuggestion } }", new { search }, client);
        return result.TryGetProperty("errors", out var errors)
            ? throw new Xunit.Sdk.XunitException($"{errors}")
            : result.GetProperty("data").GetProperty("articles").GetProperty("searchSuggestion").GetString();
    }
}
