using System.Net;
using System.Text;
using System.Text.Json;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.Pages;

/// <summary>A subscription by GET whose client accepts JSON alone.</summary>
public sealed class PageHandlerTests
{
    private const string Json = "application/json";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Json)]
    [InlineData("application/graphql-response+json")]
    public async Task A_page_has_the_events_that_are_there_and_the_cursor_after_them(string accept)
    {
        await using var server = await StartAsync(
            new StreamEvent("c1", default), EchoStreams.Event(2), EchoStreams.Event(3), new StreamEvent("c9", default, AtHead: true));
        using var response = await server.GetAsync("?query=feed", accept);
        Assert.Equal(
            "{\"data\":null,\"extensions\":{\"events\":[{\"id\":\"c2\",\"data\":{\"n\":2}},{\"id\":\"c3\",\"data\":{\"n\":3}}],"
            + "\"next\":\"c3\",\"atHead\":true,\"heartbeat\":600}}",
            await response.Content.ReadAsStringAsync(Stopping));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(accept, response.MediaType());
        Assert.Equal("public, max-age=1", response.Headers.CacheControl?.ToString());
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task A_page_has_at_most_a_hundred_events()
    {
        await using var server = await StartAsync([.. Enumerable.Range(1, 101).Select(n => EchoStreams.Event(n))]);
        var page = await ReadAsync(server);
        Assert.Equal((100, "c100", false), (Ids(page).Length, page.GetProperty("next").GetString(), AtHead(page)));
    }

    [Fact]
    public async Task A_page_waits_for_the_first_event()
    {
        await using var server = await StartAsync(new StreamEvent("c1", default), new StreamEvent("c1", default, AtHead: true));
        var reading = ReadAsync(server);
        await server.Executor.Streams.UntilAsync(streams => streams.Pulled == 2, Stopping);
        Assert.False(reading.IsCompleted);
        await server.Executor.Streams.Feed.Writer.WriteAsync(EchoStreams.Event(2), Stopping);
        Assert.Equal(["c2"], Ids(await reading));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "&extensions={\"wait\":false}")]
    public async Task A_page_from_now_on_or_with_wait_false_comes_at_once_with_the_head(bool begins, string parameter)
    {
        StreamEvent[] events = begins
            ? [new StreamEvent("c5", default, AtHead: true)]
            : [new StreamEvent("c4", default), new StreamEvent("c5", default, AtHead: true)];
        await using var server = await StartAsync(events);
        var page = await ReadAsync(server, parameter);
        Assert.Equal(([], "c5", true), (Ids(page), page.GetProperty("next").GetString(), AtHead(page)));
    }

    [Fact]
    public async Task After_a_wait_without_events_the_next_request_has_another_URL_and_so_cannot_meet_the_same_page_in_a_cache()
    {
        await using var server = await StartAsync(TimeSpan.FromSeconds(1), Unmoved());
        var page = await ReadAsync(server);
        Assert.Matches(@"^c1\.\d+$", page.GetProperty("next").GetString());
        Assert.Empty(Ids(page));
    }

    [Fact]
    public async Task The_wait_moves_on_with_the_log()
    {
        await using var server = await StartAsync(TimeSpan.FromSeconds(1), [.. Unmoved(), new StreamEvent("c7", default, AtHead: true)]);
        Assert.Equal("c7", (await ReadAsync(server)).GetProperty("next").GetString());
    }

    [Fact]
    public async Task When_the_service_stops_the_wait_ends_with_an_empty_page_that_no_cache_keeps()
    {
        await using var server = await StartAsync(Unmoved());
        var waiting = server.GetAsync("?query=feed", Json);
        await server.Executor.Streams.UntilAsync(streams => streams.Pulled == 2, Stopping);
        await server.StopAsync();
        using var response = await waiting;
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("c1", (await response.JsonAsync()).GetProperty("extensions").GetProperty("next").GetString());
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_wait()
    {
        await using var server = await StartAsync(Unmoved());
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=feed");
        request.Headers.Add("Accept", Json);
        var waiting = server.Client.SendAsync(request, leaving.Token);
        await server.Executor.Streams.UntilAsync(streams => streams.Pulled == 2, Stopping);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
    }

    [Theory]
    [InlineData(Json, 200)]
    [InlineData("application/graphql-response+json", 400)]
    public async Task A_rejected_cursor_is_an_error_that_a_cache_may_share_too(string accept, int status)
    {
        const string Error = "{\"errors\":[{\"message\":\"expired\"}]}";
        await using var server = await StartAsync(new StreamEvent(null, Encoding.UTF8.GetBytes(Error)));
        using var response = await server.GetAsync("?query=feed", accept);
        Assert.Equal((status, Error), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stopping)));
        Assert.Equal("public, max-age=1", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_stream_that_cannot_begin_gets_503()
    {
        await using var server = await StartAsync(TimeSpan.FromSeconds(1));
        using var response = await server.GetAsync("?query=feed", Json);
        await response.ShouldRejectAsync(503, "SERVICE_UNAVAILABLE");
    }

    [Fact]
    public async Task A_header_does_not_decide_where_a_page_begins()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=events+3");
        request.Headers.Add("Last-Event-ID", "c2");
        using var response = await server.SendAsync(request, Json);
        Assert.Equal(["c1"], Ids((await response.JsonAsync()).GetProperty("extensions")));
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_a_page_without_a_wait()
    {
        await using var server = await StartAsync(Unmoved());
        using var request = new HttpRequestMessage(HttpMethod.Head, "/graphql?query=feed");
        using var response = await server.SendAsync(request, Json);
        Assert.Equal((HttpStatusCode.OK, "public, max-age=1"), (response.StatusCode, response.Headers.CacheControl?.ToString()));
        Assert.Equal("", await response.Content.ReadAsStringAsync(Stopping));
    }

    [Fact]
    public async Task A_large_page_is_compressed()
    {
        await using var server = await StartAsync(EchoStreams.Event(1, padding: 4000));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=feed");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await server.SendAsync(request, Json);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.True((await response.Content.ReadAsByteArrayAsync(Stopping)).Length < 1000);
    }

    [Fact]
    public async Task A_failure_of_the_stream_shows_no_details()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=events+0+then+throw", Json);
        Assert.Equal((HttpStatusCode.InternalServerError, "no-store"), (response.StatusCode, response.Headers.CacheControl?.ToString()));
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_too_many_waiting_requests_gets_429()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions
        {
            PageWait = Long,
            MaxSubscriptionsPerClient = 1,
            LimitPrivateAddresses = true,
        });
        await FeedAsync(server, Unmoved());
        var waiting = ReadAsync(server);
        await server.Executor.Streams.UntilAsync(streams => streams.Pulled == 2, Stopping);
        using var second = await server.GetAsync("?query=feed", Json);
        await second.ShouldRejectAsync(429, "TOO_MANY_SUBSCRIPTIONS");
        await server.Executor.Streams.Feed.Writer.WriteAsync(EchoStreams.Event(2), Stopping);
        await waiting;
        await FeedAsync(server, EchoStreams.Event(3));
        Assert.Equal(["c3"], Ids(await ReadAsync(server)));
    }

    private static StreamEvent[] Unmoved() => [new("c1", default), new("c1", default, AtHead: true)];

    private static Task<EchoServer> StartAsync(params StreamEvent[] events) => StartAsync(Long, events);

    private static async Task<EchoServer> StartAsync(TimeSpan wait, params StreamEvent[] events)
    {
        var server = await EchoServer.StartAsync(new TransportOptions { PageWait = wait });
        await FeedAsync(server, events);
        return server;
    }

    private static async Task FeedAsync(EchoServer server, params StreamEvent[] events)
    {
        foreach (var next in events)
        {
            await server.Executor.Streams.Feed.Writer.WriteAsync(next, Stopping);
        }
    }

    private static async Task<JsonElement> ReadAsync(EchoServer server, string parameters = "")
    {
        using var response = await server.GetAsync($"?query=feed{parameters}", Json);
        return (await response.JsonAsync()).GetProperty("extensions");
    }

    private static string?[] Ids(JsonElement page) =>
        [.. page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetString())];

    private static bool AtHead(JsonElement page) => page.GetProperty("atHead").GetBoolean();
}
