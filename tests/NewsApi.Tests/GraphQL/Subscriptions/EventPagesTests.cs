using System.Net;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using NewsApi.Tests.Transport;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>The changes of a list as pages: by GET, with <c>Accept: application/json</c>.</summary>
public sealed class EventPagesTests(EventPagesTests.Server server) : IClassFixture<EventPagesTests.Server>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestServer Service => server.Service;

    [Fact]
    public async Task A_page_from_now_on_is_empty_and_the_next_ones_have_each_event_once_in_order()
    {
        var section = Some.Word();
        var page = await ReadAsync(section, null);
        Assert.Empty(Events(page));
        Assert.True(page.GetProperty("atHead").GetBoolean());
        var first = await PublishAsync("One", section);
        await PublishAsync("Two", section);
        var told = new List<string?>();
        while (told.Count < 2)
        {
            page = await ReadAsync(section, Next(page));
            told.AddRange(Events(page).Select(Headline));
        }

        Assert.Equal(["One", "Two"], told);

        // This request waits until the article is withdrawn.
        var waiting = ReadAsync(section, Next(page));
        await Service.WithdrawAsync(first);
        var left = await waiting;
        Assert.Equal("LEFT", Assert.Single(Events(left)).GetProperty("data").GetProperty("articleChanges").GetProperty("kind").GetString());
        Assert.Equal(Next(left), Events(left)[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_page_read_again_does_not_show_what_was_withdrawn_since()
    {
        var section = Some.Word();
        var begin = Next(await ReadAsync(section, null));
        var id = await PublishAsync("Regretted", section);
        Assert.Equal(["Regretted"], Events(await ReadAsync(section, begin)).Select(Headline));
        await Service.WithdrawAsync(id);
        Assert.DoesNotContain("Regretted", (await ReadAsync(section, begin)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cursor_of_an_empty_page_continues_a_page_and_a_stream()
    {
        var section = Some.Word();
        var cursor = Next(await ReadAsync(section, Next(await ReadAsync(section, null))));
        await PublishAsync("Later", section);
        Assert.Equal(["Later"], Events(await ReadAsync(section, cursor)).Select(Headline));
        using var stream = await Service.SubscribeAsync(section, cursor);
        Assert.Equal("Later", (await stream.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    [Theory]
    [InlineData("00000001-99999999999", "FUTURE")]
    [InlineData("7fffffff-1", "OTHER_EPOCH")]
    [InlineData("nonsense", "MALFORMED")]
    public async Task A_cursor_that_the_log_does_not_know_is_rejected_as_on_a_stream(string cursor, string reason)
    {
        if (reason == "FUTURE")
        {
            cursor = Next(await ReadAsync("any", null)).Split('-')[0] + "-99999999999";
        }

        using var response = await GetAsync(Service.Client, "any", cursor, "application/graphql-response+json");
        var error = Assert.Single((await response.JsonAsync()).GetProperty("errors").EnumerateArray()).GetProperty("extensions");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(("WIRE_CURSOR_INVALID", reason), (error.GetProperty("code").GetString(), error.GetProperty("reason").GetString()));
        Assert.Equal(reason != "MALFORMED", error.TryGetProperty("head", out _));
    }

    [Fact]
    public async Task An_editor_gets_public_events_only_and_no_proxy_may_keep_them()
    {
        var section = Some.Word();
        var begin = Next(await ReadAsync(section, null));
        await Service.CreateAsync("Draft", section);
        await PublishAsync("Public", section);
        using var editor = await Service.ClientOfAsync(Role.Editor);
        using var response = await GetAsync(editor, section, begin);
        Assert.Equal("private, no-store", string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").OrderDescending()));
        Assert.Equal(["Public"], Events((await response.JsonAsync()).GetProperty("extensions")).Select(Headline));
    }

    [Fact]
    public async Task A_POST_that_accepts_only_JSON_is_told_about_pages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { query = Subscribing.Changes }),
        };
        request.Headers.Add("Accept", "application/json");
        using var response = await Service.Client.SendAsync(request, Cancel);
        Assert.Contains("GET", await response.ShouldRejectAsync(406, "HC0063"), StringComparison.Ordinal);
    }

    private async Task<long> PublishAsync(string headline, string section) =>
        await Service.PublishAsync(await Service.CreateAsync(headline, section));

    private async Task<JsonElement> ReadAsync(string section, string? after)
    {
        using var response = await GetAsync(Service.Client, section, after);
        var json = await response.JsonAsync();
        Assert.True(json.TryGetProperty("extensions", out var page), json.GetRawText());
        return page;
    }

    private static async Task<HttpResponseMessage> GetAsync(
        HttpClient client, string section, string? after, string accept = "application/json")
    {
        var variables = JsonSerializer.Serialize(new { where = new { section = new { eq = section } }, after });
        var url = $"graphql?query={Uri.EscapeDataString(Subscribing.Changes)}&variables={Uri.EscapeDataString(variables)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept", accept);
        return await client.SendAsync(request, Cancel);
    }

    private static string Next(JsonElement page) => page.GetProperty("next").GetString()!;

    private static JsonElement[] Events(JsonElement page) => [.. page.GetProperty("events").EnumerateArray()];

    private static string? Headline(JsonElement found) =>
        found.GetProperty("data").GetProperty("articleChanges").GetProperty("article").GetProperty("headline").GetString();

    /// <summary>A service whose empty pages come soon.</summary>
    public sealed class Server(TestPostgres postgres) : IAsyncLifetime
    {
        private TestServer? _service;

        public TestServer Service => _service ?? throw new InvalidOperationException("The fixture has not been initialised.");

        public async ValueTask InitializeAsync() => _service = await TestServer.StartAsync(postgres, "--NewsApi:Live:PageWait", "2");

        public async ValueTask DisposeAsync()
        {
            if (_service is not null)
            {
                await _service.DisposeAsync();
            }
        }
    }
}
