using System.Text;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.GraphQL.Execution;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

/// <summary>Hidden news beside the fields of a query: in cursors, headers, other URLs, live events, and names that were merged.</summary>
public sealed class HiddenNewsElsewhereTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (await server.Database.ScalarAsync<long>("select count(*) from article") > 0)
        {
            // Another test of this class has imported them.
            return;
        }

        await HiddenNews.ImportAsync(server.Newsroom, TimeProvider.System.GetUtcNow());
        await server.Newsroom.PublishAsync(
            "Harbour bridge", TestNewsroom.Person("Ada"), TestNewsroom.Place("Oslo"), TestNewsroom.Topic("Trade"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("articles", "ArticleSortInput")]
    [InlineData("people", "PersonSortInput")]
    [InlineData("places", "PlaceSortInput")]
    [InlineData("topics", "TopicSortInput")]
    public async Task No_cursor_of_any_order_has_a_value_of_hidden_news(string list, string input)
    {
        var keys = (await SchemaModel.ReadAsync(server))[input].Inputs.Where(i => i.Type.NamedType == "SortEnumType").ToArray();
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            foreach (var direction in new[] { "ASC", "DESC" })
            {
                var result = await server.QueryAsync(
                    $"{{ {list}(first: 50, order: [{{ {key.Name}: {direction} }}]) {{ edges {{ cursor }} pageInfo {{ endCursor }} }} }}");
                Assert.NotEmpty(Texts(result));
                var cursors = string.Join(' ', Texts(result).Select(Decode));
                Assert.DoesNotContain(HiddenNews.Secret, cursors, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("live/?article=SLUG")]
    [InlineData("live/?person=SLUG")]
    [InlineData("graphql/persisted/ArticlePage?variables=%7B%22slug%22:%22SLUG%22%7D")]
    [InlineData("graphql/persisted/PersonPage?variables=%7B%22slug%22:%22SLUG%22%7D")]
    [InlineData("graphql?query={article(slug:%22SLUG%22){headline}}")]
    public async Task A_URL_responds_to_the_slug_of_hidden_news_as_to_an_unknown_one(string path)
    {
        Assert.Equal(
            await AskAsync(path, $"{HiddenNews.Unknown}-draft-headline"), await AskAsync(path, $"{HiddenNews.Secret}-draft-headline"));
    }

    [Fact]
    public async Task The_metrics_have_no_word_of_hidden_news()
    {
        await server.QueryAsync($"query {HiddenNews.Unknown} {{ articles(search: \"{HiddenNews.Secret}\") {{ totalCount }} }}");
        Assert.DoesNotContain(
            HiddenNews.Secret, await server.Client.GetStringAsync("metrics", Token), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_key_ingest_does_not_tell_whether_an_item_is_known()
    {
        async Task<string> PostAsync(string uri)
        {
            using var body = new StringContent($$"""{"uri":"{{uri}}","headlines":[{"value":"x"}]}""", Encoding.UTF8, "application/json");
            using var response = await server.Client.PostAsync("ingest/ninjs", body, Token);
            return $"{response.StatusCode} {await response.Content.ReadAsStringAsync(Token)}";
        }

        Assert.Equal(await PostAsync($"urn:{HiddenNews.Unknown}:draft"), await PostAsync($"urn:{HiddenNews.Secret}:draft"));
    }

    [Fact]
    public async Task A_live_subscription_of_a_reader_has_no_event_of_hidden_news()
    {
        var last = $"The last {Guid.NewGuid()}";
        var filter = $"{{ or: [{{ headline: {{ contains: \"{HiddenNews.Secret}\" }} }}, {{ headline: {{ eq: \"{last}\" }} }}] }}";
        string[] subscriptions =
        [
            "articlePublished { article { headline } }", "articleChanges { kind article { headline } }",
            $"articleChanges(where: {filter}) {{ kind article {{ headline }} }}",
        ];
        var streams = new List<EventStreamClient>();
        foreach (var subscription in subscriptions)
        {
            streams.Add(await EventStreamClient.OpenAsync(server.Client, $"subscription {{ {subscription} }}"));
            await streams[^1].BeginningAsync();
        }

        var commands = new ArticleCommands(server.Database.Database);
        var content = new ArticleContent { Headline = $"{HiddenNews.Secret} again", Language = "en" };
        var draft = Committed(await commands.CreateAsync(new ArticleDraft { Content = content }, Token));
        Committed(await commands.UpdateAsync(draft.Id, null, d => d with { Content = content with { Kicker = HiddenNews.Secret } }, Token));
        Committed(await commands.PublishAsync(draft.Id, null, TimeProvider.System.GetUtcNow().AddDays(1), Token));
        Committed(await commands.WithdrawAsync(draft.Id, null, HiddenNews.Secret, Token));
        Committed(await commands.DeleteDraftAsync(draft.Id, null, Token));
        await server.Newsroom.PublishAsync(last);

        foreach (var stream in streams)
        {
            using (stream)
            {
                var first = Assert.IsType<StreamedEvent>(await stream.NextAsync());
                Assert.Contains(last, first.Data.GetRawText(), StringComparison.Ordinal);
            }
        }
    }

    private static ArticleRef Committed(CommandResult<ArticleRef> result) =>
        Assert.IsType<CommandResult<ArticleRef>.Committed>(result).Value;

    /// <returns>The status, headers and body of the response, with the same text in the place of both words.</returns>
    private async Task<string> AskAsync(string path, string slug)
    {
        using var response = await server.Client.GetAsync(path.Replace("SLUG", slug, StringComparison.Ordinal), Token);
        var headers = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not "Date")
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        var text = $"{response.StatusCode}\n{string.Join('\n', headers)}\n{await response.Content.ReadAsStringAsync(Token)}";
        return text.Replace(HiddenNews.Secret, "WORD", StringComparison.OrdinalIgnoreCase)
            .Replace(HiddenNews.Unknown, "WORD", StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.String => [json.GetString() ?? ""],
        _ => [],
    };

    /// <returns>The text itself and what it encodes, because a cursor has the values of its keys in Base64.</returns>
    private static string Decode(string cursor)
    {
        var standard = cursor.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), bytes, out var count)
            ? $"{cursor} {Encoding.UTF8.GetString(bytes, 0, count)}"
            : cursor;
    }
}
