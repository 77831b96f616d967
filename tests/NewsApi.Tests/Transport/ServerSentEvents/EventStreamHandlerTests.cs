using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Tests.Support;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.ServerSentEvents;

public class EventStreamHandlerTests
{
    private const string Complete = "event: complete\nid: complete\ndata:";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_has_its_cursor_and_the_stream_ends_with_complete()
    {
        await using var server = await EchoServer.StartAsync();
        using var events = await EventReader.SubscribeAsync(server, "events 3");
        Assert.Equal(
            [Next(1), Next(2), Next(3), Complete],
            await events.RestAsync());
        var headers = events.Response.Headers;
        Assert.Equal(HttpStatusCode.OK, events.Response.StatusCode);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType?.ToString());
        Assert.True(headers.CacheControl is { NoCache: true, NoTransform: true });
        Assert.Equal("no", Assert.Single(headers.GetValues("X-Accel-Buffering")));
        Assert.Contains("Accept", headers.Vary);
    }

    [Fact]
    public async Task An_EventSource_subscribes_by_GET()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=events+1");
        using var events = await EventReader.OpenAsync(server, request);
        Assert.Equal(["retry", Next(1), Complete],
            [.. (await events.RestAsync()).Select(block => block.Split(':')[0] == "retry" ? "retry" : block)]);
    }

    [Theory]
    [InlineData("c1", "")]
    [InlineData(null, "&lastEventId=c1")]
    [InlineData("c1", "&lastEventId=c0")]
    public async Task A_client_that_reconnects_resumes_after_its_last_event(string? header, string parameter)
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query=events+3{parameter}");
        if (header is not null)
        {
            request.Headers.Add("Last-Event-ID", header);
        }

        using var events = await EventReader.OpenAsync(server, request);
        Assert.Equal([Next(2), Next(3), Complete], (await events.RestAsync())[1..]);
    }

    [Fact]
    public async Task Progress_without_an_event_is_sent_as_an_id_alone()
    {
        await using var server = await EchoServer.StartAsync();
        await FeedAsync(server, new StreamEvent("far", default), EchoStreams.Event(1));
        server.Executor.Streams.Feed.Writer.Complete();
        using var events = await EventReader.SubscribeAsync(server, "feed");
        Assert.Equal(["id: far", Next(1), Complete], await events.RestAsync());
    }

    [Fact]
    public async Task A_client_that_requests_heartbeats_gets_progress_and_heartbeats_as_results()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(80) });
        await FeedAsync(server, new StreamEvent("near", default), EchoStreams.Event(1), new StreamEvent("f\"ar", default, AtHead: true));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("""{"query":"feed","extensions":{"heartbeat":true}}""", Encoding.UTF8, "application/json"),
        };
        using var events = await EventReader.OpenAsync(server, request);
        await events.NextAsync();
        Assert.Equal(Sign("near", ",\"cursor\":\"near\""), await events.NextAsync());
        Assert.Equal(Next(1), await events.NextAsync());
        Assert.Equal(Sign("f\"ar", ",\"cursor\":\"f\\u0022ar\",\"atHead\":true"), await events.NextAsync());
        Assert.Equal(Sign(null, ""), await events.NextAsync());
        Assert.Equal(Sign(null, ""), await events.NextAsync());

        static string Sign(string? id, string more) => string.Join(
            '\n', new[] { "event: next", id is null ? null : $"id: {id}", $"data: {{\"data\":null,\"extensions\":{{\"heartbeat\":0.08{more}}}}}" }
                .OfType<string>());
    }

    [Fact]
    public async Task An_EventSource_that_reconnects_after_complete_gets_204()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=events+3");
        request.Headers.Add("Last-Event-ID", "complete");
        using var response = await server.SendAsync(request, "text/event-stream");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, server.Executor.Executed);
    }

    [Theory]
    [InlineData("{\n  \"data\": 1\n}", "data: {\ndata:   \"data\": 1\ndata: }")]
    [InlineData("{\r\n\"data\":\r1}\n", "data: {\ndata: \"data\":\ndata: 1}")]
    public async Task Line_ends_between_the_tokens_of_a_result_do_not_break_the_framing(string body, string data)
    {
        await using var server = await EchoServer.StartAsync();
        await FeedAsync(server, new StreamEvent(null, Encoding.UTF8.GetBytes(body)));
        server.Executor.Streams.Feed.Writer.Complete();
        using var events = await EventReader.SubscribeAsync(server, "feed");
        Assert.Equal([$"event: next\n{data}", Complete], await events.RestAsync());
    }

    [Theory]
    [InlineData("x", """{"data":{"query":"x",""")]
    [InlineData("request error", """{"errors":[{"message":"that is no operation"}],""")]
    [InlineData("throw", """{"errors":[{"message":"Unexpected Execution Error"}]}""")]
    public async Task The_result_of_a_query_and_a_request_error_are_one_event_each(string query, string begins)
    {
        await using var server = await EchoServer.StartAsync();
        using var events = await EventReader.SubscribeAsync(server, query);
        var blocks = await events.RestAsync();
        Assert.Equal(2, blocks.Count);
        Assert.StartsWith($"event: next\ndata: {begins}", TraceIds.Remove(blocks[0]), StringComparison.Ordinal);
        Assert.Equal(Complete, blocks[1]);
    }

    [Theory]
    [InlineData("""{"query":1}""", "HC0009")]
    [InlineData("{", "HC0011")]
    [InlineData("{}", "HC0013")]
    public async Task A_rejection_is_an_event_because_an_EventSource_reads_nothing_else(string body, string code)
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/graphql")
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var events = await EventReader.OpenAsync(server, request);
        var blocks = await events.RestAsync();
        Assert.Equal(3, blocks.Count);
        Assert.Contains($"\"code\":\"{code}\"", blocks[1], StringComparison.Ordinal);
        Assert.Equal(Complete, blocks[2]);
        Assert.Equal(0, server.Executor.Executed);
    }

    [Fact]
    public async Task A_mutation_by_GET_gets_405_on_an_event_stream_too()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=mutation", "text/event-stream");
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/event-stream, multipart/mixed, application/json", "x", "text/event-stream")]
    [InlineData("text/*", "x", "text/event-stream")]
    [InlineData("Text/Event-Stream; q=0.9, application/json;q=0.1", "x", "text/event-stream")]
    [InlineData("application/graphql-response+json, application/json, text/event-stream, multipart/mixed", "x",
        "application/graphql-response+json")]
    [InlineData("application/graphql-response+json, application/json, text/event-stream, multipart/mixed", "events 1", "text/event-stream")]
    [InlineData("*/*", "events 1", "text/event-stream")]
    public async Task A_response_is_an_event_stream_only_if_the_client_prefers_one_or_subscribes(string accept, string query, string type)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync($$"""{"query":"{{query}}"}""", accept);
        Assert.Equal((200, type), ((int)response.StatusCode, response.MediaType()));
    }

    [Fact]
    public async Task HEAD_returns_the_headers_of_an_event_stream_and_starts_nothing()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/graphql?query=endless+0");
        using var response = await server.SendAsync(request, "text/event-stream");
        Assert.Equal((200, "text/event-stream"), ((int)response.StatusCode, response.MediaType()));
        Assert.Equal(0, server.Executor.Streams.Pulled);
    }

    [Fact]
    public async Task An_EventSource_gets_its_reconnect_delay_before_the_first_event()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { ReconnectDelay = TimeSpan.FromSeconds(3) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=events+0+then+wait");
        using var events = await EventReader.OpenAsync(server, request);
        var retry = (await events.NextAsync())!;
        Assert.InRange(int.Parse(retry["retry: ".Length..], null), 3000, 6000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_without_events_sends_heartbeats(bool isHandedOver)
    {
        await using var server = await EchoServer.StartAsync(
            new TransportOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(16) }, listen: isHandedOver ? null : static _ => { });
        using var events = await EventReader.SubscribeAsync(server, "events 1 then wait");
        Assert.Equal(Next(1), await events.NextAsync());
        Assert.Equal(":", await events.NextAsync());
        Assert.Equal(":", await events.NextAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_ends_streams_without_complete_so_that_clients_reconnect(bool isHandedOver)
    {
        await using var server = await EchoServer.StartAsync(listen: isHandedOver ? null : static _ => { });
        using var events = await EventReader.SubscribeAsync(server, "events 2 then wait");
        Assert.Equal(Next(1), await events.NextAsync());
        Assert.Equal(Next(2), await events.NextAsync());
        var stopped = server.StopAsync();
        Assert.Equal([], await events.RestAsync());
        await stopped.WaitAsync(Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_in_a_stream_is_logged_and_ends_it_without_complete(bool isHandedOver)
    {
        await using var server = await EchoServer.StartAsync(listen: isHandedOver ? null : static _ => { });
        using var events = await EventReader.SubscribeAsync(server, "events 1 then throw");
        Assert.Equal([Next(1)], await events.RestAsync());
        Assert.Equal("the secret of the house", Assert.Single(server.Log.Errors).Exception?.Message);
    }

    [Fact]
    public async Task A_stream_ends_without_complete_when_the_key_of_its_caller_ends()
    {
        using var key = new CancellationTokenSource();
        await using var server = await EchoServer.StartAsync(services: services => services.AddSingleton<CallerCheck>(
            (context, _, _) => new(new CallerAnswer.Known(context.User, key.Token))));
        using var events = await EventReader.SubscribeAsync(server, "events 1 then wait");
        Assert.Equal(Next(1), await events.NextAsync());
        await key.CancelAsync();
        Assert.Equal([], await events.RestAsync());
    }

    [Fact]
    public async Task The_streams_of_one_address_are_limited_and_a_closed_stream_makes_room()
    {
        await using var server = await EchoServer.StartAsync(
            new TransportOptions { MaxConnectionsPerAddress = 2, LimitPrivateAddresses = true });
        using (await EventReader.SubscribeAsync(server, "events 0 then wait"))
        using (await EventReader.SubscribeAsync(server, "events 0 then wait"))
        {
            using var rejected = await server.PostAsync("""{"query":"events 0 then wait"}""", "text/event-stream");
            await rejected.ShouldRejectAsync(429, "TOO_MANY_CONNECTIONS");
            Assert.NotNull(rejected.Headers.RetryAfter);
        }

        // The server learns of the closing in its own time.
        await Poll.ReadUntilAsync(
            async () =>
            {
                using var next = await server.PostAsync("""{"query":"events 1"}""", "text/event-stream");
                return next.StatusCode;
            },
            status => status == HttpStatusCode.OK);
    }

    private static string Next(int number) => $"event: next\nid: c{number}\ndata: {{\"data\":{{\"n\":{number}}}}}";

    private static async Task FeedAsync(EchoServer server, params StreamEvent[] events)
    {
        foreach (var streamEvent in events)
        {
            await server.Executor.Streams.Feed.Writer.WriteAsync(streamEvent, Stopping);
        }
    }
}
