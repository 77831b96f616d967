using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Mutations;

/// <summary>A mutation that comes again, for example because a proxy has sent it to two processes.</summary>
public sealed class IdempotencyKeyTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Create =
        """
        mutation ($headline: String!) {
          createArticle(input: { headline: $headline, language: "en" }) { article { id headline version } cursor errors { __typename } }
        }
        """;

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mutation_that_comes_again_with_its_key_is_written_once_and_gets_the_first_cursor()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());

        var first = await SendAsync(editor, Create, new { headline }, key);
        var again = await SendAsync(editor, Create, new { headline }, key);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(1, await CountAsync(editor, headline));
    }

    [Fact]
    public async Task Sixteen_equal_mutations_at_once_are_written_once()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(editor, Create, new { headline }, key)));

        Assert.Single(answers.Select(a => a.GetRawText()).Distinct());
        Assert.Equal(1, await CountAsync(editor, headline));
    }

    [Fact]
    public async Task Equal_updates_of_one_version_at_once_all_get_the_change()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var created = await SendAsync(editor, Create, new { headline = NewHeadline() }, NewKey());
        var (id, key) = (IdOf(created, "createArticle"), NewKey());
        const string Publish =
            """
            mutation ($id: ID!) {
              publishArticle(input: { id: $id, expectedVersion: 1 }) { article { version } cursor errors { __typename } }
            }
            """;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(editor, Publish, new { id }, key)));

        var answer = Assert.Single(answers.Select(a => a.GetRawText()).Distinct());
        Assert.Contains("\"errors\":null", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_repeat_of_an_update_that_changed_nothing_does_not_undo_what_came_after_it()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (first, second, key) = (NewHeadline(), NewHeadline(), NewKey());
        var id = IdOf(await SendAsync(editor, Create, new { headline = first }, NewKey()), "createArticle");
        const string Update =
            "mutation ($id: ID!, $headline: String!) { updateArticle(input: { id: $id, headline: $headline }) { article { headline } } }";
        await SendAsync(editor, Update, new { id, headline = first }, key);
        await SendAsync(editor, Update, new { id, headline = second }, NewKey());

        await SendAsync(editor, Update, new { id, headline = first }, key);

        Assert.Equal(1, await CountAsync(editor, second));
    }

    [Fact]
    public async Task A_long_alias_and_a_key_do_not_exceed_what_an_index_holds()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var alias = string.Concat(Enumerable.Range(0, 3_000).Select(i => (char)('a' + (i * i % 26))));
        var result = await SendAsync(
            editor, $$"""mutation { {{alias}}: createArticle(input: { headline: "One", language: "en" }) { article { id } } }""", new { },
            NewKey());
        Assert.NotNull(IdOf(result, alias));
    }

    [Fact]
    public async Task A_key_with_another_request_is_rejected_and_nothing_is_written()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());
        await SendAsync(editor, Create, new { headline = NewHeadline() }, key);

        var rejected = await SendAsync(editor, Create, new { headline }, key);

        Assert.Equal("IDEMPOTENCY_KEY_REUSED", CodeOf(rejected));
        Assert.Equal(0, await CountAsync(editor, headline));
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_key()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var other = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());

        await SendAsync(editor, Create, new { headline }, key);
        await SendAsync(other, Create, new { headline }, key);

        Assert.Equal(2, await CountAsync(editor, headline));
    }

    [Fact]
    public async Task Each_mutation_of_an_operation_is_repeated_by_itself()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());
        const string Two =
            """
            mutation ($headline: String!) {
              a: createArticle(input: { headline: $headline, language: "en" }) { article { id } }
              b: createArticle(input: { headline: $headline, language: "en" }) { article { id } }
              upsertTopic(input: { name: $headline }) { topic { id name } }
            }
            """;

        var first = await SendAsync(editor, Two, new { headline }, key);
        var again = await SendAsync(editor, Two, new { headline }, key);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.NotEqual(IdOf(first, "a"), IdOf(first, "b"));
        Assert.Equal(2, await CountAsync(editor, headline));
    }

    [Fact]
    public async Task A_mutation_that_was_rejected_may_be_sent_again_with_its_key()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, slug) = (NewKey(), $"slug-{Guid.NewGuid()}");
        const string WithSlug =
            """
            mutation ($slug: String!) {
              createArticle(input: { headline: "One", language: "en", slug: $slug }) { article { id } errors { __typename } }
            }
            """;
        var taken = await SendAsync(editor, WithSlug, new { slug }, NewKey());
        Assert.Equal("SlugTakenError", ErrorOf(await SendAsync(editor, WithSlug, new { slug }, key)));

        var id = taken.GetProperty("data").GetProperty("createArticle").GetProperty("article").GetProperty("id").GetString();
        await SendAsync(editor, "mutation ($id: ID!) { deleteDraft(input: { id: $id }) { id } }", new { id }, null);
        var again = await SendAsync(editor, WithSlug, new { slug }, key);

        Assert.True(ErrorOf(again) is null, $"{again}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("naïve")]
    public async Task A_malformed_key_is_rejected(string key)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var result = await server.PostAsync(Create, new { headline = "One" }, editor, new { idempotencyKey = key });
        Assert.Equal("HC0009", CodeOf(result));
    }

    [Fact]
    public async Task A_WebSocket_sends_its_key_as_an_extension()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());
        var authorization = editor.DefaultRequestHeaders.Authorization?.ToString();
        for (var i = 0; i < 2; i++)
        {
            using var socket = await SocketClient.StartAsync(
                server.Address, new { query = Create, variables = new { headline }, extensions = new { idempotencyKey = key } },
                new { authorization });
            Assert.True((await socket.NextAsync())?.TryGetProperty("data", out _));
        }

        Assert.Equal(1, await CountAsync(editor, headline));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var (key, headline) = (NewKey(), NewHeadline());
        await SendAsync(editor, Create, new { headline }, key);
        await server.Database.ExecuteAsync("update command_repeat set created_at = created_at - interval '25 hours'");

        await SendAsync(editor, Create, new { headline }, key);

        Assert.Equal(2, await CountAsync(editor, headline));
        Assert.Equal(1L, await server.Database.ScalarAsync<long>("select count(*) from command_repeat"));
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string NewHeadline() => $"Headline {Guid.NewGuid()}";

    private static string? CodeOf(JsonElement result) =>
        result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    private static string? ErrorOf(JsonElement result) =>
        result.GetProperty("data").GetProperty("createArticle").GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors
            ? errors[0].GetProperty("__typename").GetString() : null;

    private static string? IdOf(JsonElement result, string field) =>
        result.GetProperty("data").GetProperty(field).GetProperty("article").GetProperty("id").GetString();

    private static async Task<JsonElement> SendAsync(HttpClient client, string query, object variables, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await client.SendAsync(request, Limit);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{response}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(Limit);
    }

    private async Task<int> CountAsync(HttpClient client, string headline) =>
        (await server.PostAsync(
            "query ($headline: String!) { articles(where: { headline: { eq: $headline } }) { totalCount } }", new { headline }, client))
        .GetProperty("data").GetProperty("articles").GetProperty("totalCount").GetInt32();
}
