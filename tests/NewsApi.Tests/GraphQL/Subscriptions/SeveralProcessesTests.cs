using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>Two processes of the service over one database.</summary>
public sealed class SeveralProcessesTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Publish =
        "mutation ($headline: String!) { createArticle(input: { headline: $headline, language: \"en\" }) { article { id } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_published_through_one_process_reaches_the_subscribers_of_the_other()
    {
        await using var other = await StartOtherAsync();
        using var http = new HttpClient { BaseAddress = new Uri(other.Addresses.Single()) };
        using var stream = await EventStreamClient.OpenAsync(http, "subscription { articlePublished { article { headline } } }");
        for (var i = 0; i < 5; i++)
        {
            await PublishAsync($"Through the other {i}");
            Assert.Equal($"Through the other {i}", (await stream.NextAsync())!.Data.GetProperty("article").GetProperty("headline")
                .GetString());
        }
    }

    [Fact]
    public async Task A_query_with_a_required_cursor_reads_at_that_position_or_later_in_the_other_process()
    {
        await using var other = await StartOtherAsync();
        using var http = new HttpClient { BaseAddress = new Uri(other.Addresses.Single()) };
        for (var i = 0; i < 10; i++)
        {
            var (id, cursor) = await PublishAsync($"Demanded {i}");
            using var response = await AskAsync(http, id, cursor);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var seen = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal($"Demanded {i}", seen.GetProperty("data").GetProperty("article").GetProperty("headline").GetString());
            Assert.True(WireCursor.TryParse(response.Headers.GetValues("News-Cursor").Single(), out var at)
                && WireCursor.TryParse(cursor, out var demanded) && at.Position >= demanded.Position);
        }
    }

    [Theory]
    [InlineData("nonsense", "WIRE_CURSOR_INVALID")]
    [InlineData("further", "WIRE_NOT_REACHED")]
    public async Task A_required_cursor_that_is_malformed_or_not_reached_is_rejected_with_its_code(string demand, string code)
    {
        var head = server.Service.Services.GetRequiredService<NewsWire>().Head;
        using var response = await AskAsync(
            server.Client, "QXJ0aWNsZTox", demand == "further" ? (head with { Position = head.Position + 1_000 }).ToString() : demand);
        var rejected = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(code, rejected.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_expired_cursor_ends_the_stream_with_advice_to_query_the_list_again()
    {
        var (_, begin) = await PublishAsync("Long ago");
        await PublishAsync("Not so long ago");
        await server.Database.ExecuteAsync("delete from wire_change where position <= (select position - 1 from wire_head)");

        // A process that starts now has not seen what is gone.
        await using var other = await StartOtherAsync();
        using var http = new HttpClient { BaseAddress = new Uri(other.Addresses.Single()) };
        using var stream = await EventStreamClient.OpenAsync(http, "subscription { articleChanges { kind } }", lastEventId: begin);
        var told = await stream.NextAsync();
        var error = told!.Result.GetProperty("errors")[0];
        Assert.Equal("WIRE_CURSOR_EXPIRED", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains("Query the list again", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Null(await stream.NextAsync());
        Assert.True(stream.IsComplete);

        // Its id is the head, so that a browser that comes back with it is served.
        using var again = await EventStreamClient.OpenAsync(
            http, "subscription { articlePublished { article { headline } } }", lastEventId: told.Id);
        await PublishAsync("And on it goes");
        Assert.Equal("And on it goes", (await again.NextAsync())!.Data.GetProperty("article").GetProperty("headline").GetString());
    }

    private Task<NewsService> StartOtherAsync() => NewsService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", server.Database.ConnectionString, "--Logging:LogLevel:Default",
            "Warning"], Cancel);

    private async Task<(string Id, string Cursor)> PublishAsync(string headline)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var made = await server.PostAsync(Publish, new { headline }, editor);
        var id = made.GetProperty("data").GetProperty("createArticle").GetProperty("article").GetProperty("id").GetString()!;
        var published = await server.PostAsync("mutation ($id: ID!) { publishArticle(input: { id: $id }) { cursor } }", new { id }, editor);
        return (id, published.GetProperty("data").GetProperty("publishArticle").GetProperty("cursor").GetString()!);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string id, string atLeast)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query = "query ($id: ID) { article(id: $id) { headline } }", variables = new { id } }),
        };
        request.Headers.Add("News-At-Least", atLeast);
        return await http.SendAsync(request, Cancel);
    }
}
