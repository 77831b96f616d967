using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.WebSockets;

public class SocketSessionTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/graphql")]
    [InlineData("/graphql/ws")]
    public async Task A_subscription_sends_each_event_and_then_complete(string path)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.OpenAsync(server, path: path);
        Assert.Equal("graphql-transport-ws", client.Socket.SubProtocol);
        await client.SendAsync("""{"type":"connection_init","payload":null}""");
        Assert.StartsWith("""{"type":"connection_ack",""", await client.NextAsync(), StringComparison.Ordinal);
        await client.SubscribeAsync("a", "events 2");
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"n":1}}}""", await client.NextAsync());
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"n":2}}}""", await client.NextAsync());
        Assert.Equal("""{"id":"a","type":"complete"}""", await client.NextAsync());
    }

    [Fact]
    public async Task A_query_or_mutation_sends_one_next_and_then_complete()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SendAsync(
            """{"id":"q","type":"subscribe","payload":{"query":"mutation","operationName":"M","variables":{"a":[1]},"extensions":null}}""");
        var next = await client.NextJsonAsync();
        var echo = next.GetProperty("payload").GetProperty("data");
        Assert.Equal(
            ("mutation", "M", """{"a":[1]}""", "All"),
            (echo.GetProperty("query").GetString(), echo.GetProperty("operationName").GetString(), echo.GetProperty("variables")
                .GetString(),
                echo.GetProperty("allowed").GetString()));
        Assert.Equal("""{"id":"q","type":"complete"}""", await client.NextAsync());
    }

    [Theory]
    [InlineData("request error", """[{"message":"that is no operation"}]""")]
    [InlineData("throw", """[{"message":"Unexpected Execution Error"}]""")]
    public async Task An_operation_that_fails_gets_an_error_message_and_the_socket_stays_open(string query, string errors)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", query);
        Assert.Equal($$"""{"id":"a","type":"error","payload":{{errors}}}""", TraceIds.Remove(await client.NextAsync()));
        await client.SubscribeAsync("a", "events 0");
        Assert.Equal("""{"id":"a","type":"complete"}""", await client.NextAsync());
    }

    [Fact]
    public async Task A_result_without_data_is_sent_as_next()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", "no data");
        Assert.Equal("next", (await client.NextJsonAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Progress_without_an_event_sends_nothing()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        var feed = server.Executor.Streams.Feed.Writer;
        await feed.WriteAsync(new StreamEvent("far", default), Stopping);
        await feed.WriteAsync(EchoStreams.Event(1), Stopping);
        feed.Complete();
        await client.SubscribeAsync("a", "feed");
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"n":1}}}""", await client.NextAsync());
    }

    [Fact]
    public async Task A_completed_operation_sends_nothing_more_and_its_id_may_be_used_again()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", "events 1 then wait");
        Assert.Contains("next", await client.NextAsync(), StringComparison.Ordinal);
        await client.CompleteAsync("a");
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        await client.SubscribeAsync("a", "events 0");
        Assert.Equal("""{"id":"a","type":"complete"}""", await client.NextAsync());
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task A_complete_message_for_an_unknown_operation_is_ignored()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.CompleteAsync("ghost");
        await client.SendAsync("""{"type":"ping","payload":{"at":1}}""");
        Assert.Equal("""{"type":"pong","payload":{"at":1}}""", await client.NextAsync());
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await client.NextAsync());
    }

    [Fact]
    public async Task A_hundred_operations_share_a_socket_and_only_the_next_one_is_rejected()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        for (var i = 0; i < 100; i++)
        {
            await client.SubscribeAsync($"s{i}", "events 1 then wait");
            Assert.Equal($$"""{"id":"s{{i}}","type":"next","payload":{"data":{"n":1} } }""".Replace(" ", "", StringComparison.Ordinal),
                await client.NextAsync());
        }

        await client.SubscribeAsync("more", "events 1");
        var rejected = await client.NextJsonAsync();
        Assert.Equal(("more", "error"), (rejected.GetProperty("id").GetString(), rejected.GetProperty("type").GetString()));
        Assert.Equal("TOO_MANY_OPERATIONS", rejected.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());

        await client.CompleteAsync("s7");
        await client.SubscribeAsync("more", "events 0");
        Assert.Equal("""{"id":"more","type":"complete"}""", await client.NextAsync());
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 99, Stopping);
    }

    [Fact]
    public async Task The_host_identifies_the_caller_and_every_operation_runs_as_that_caller()
    {
        await using var server =
            await EchoServer.StartAsync(services: services => services.AddSingleton<CallerCheck>((_, payload, _) => new(
            payload.ValueKind is JsonValueKind.Object && payload.GetProperty("key").GetString() == "sesame"
                ? new CallerAnswer.Known(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "Ali")], "key")))
                : new CallerAnswer.Rejected("That key opens nothing"))));
        using var client = await ManualSocketClient.ConnectAsync(server, """{"type":"connection_init","payload":{"key":"sesame"}}""");
        await client.SubscribeAsync("a", "x");
        Assert.Equal("Ali", (await client.NextJsonAsync()).GetProperty("payload").GetProperty("data").GetProperty("caller").GetString());

        using var other = await ManualSocketClient.OpenAsync(server);
        await other.SendAsync("""{"type":"connection_init"}""");
        Assert.Equal((4403, "That key opens nothing"), await other.ClosedAsync());
    }

    [Fact]
    public async Task A_socket_is_closed_with_4403_when_the_key_of_its_caller_ends()
    {
        using var key = new CancellationTokenSource();
        await using var server = await EchoServer.StartAsync(services: services => services.AddSingleton<CallerCheck>(
            (context, _, _) => new(new CallerAnswer.Known(context.User, key.Token))));
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", "events 1 then wait");
        await client.NextAsync();
        await key.CancelAsync();
        Assert.Equal(4403, (await client.ClosedAsync()).Code);
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
    }

    [Fact]
    public async Task A_stop_completes_single_results_and_closes_sockets_with_1012_so_that_clients_reconnect()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        using var uninitialised = await ManualSocketClient.OpenAsync(server);
        await client.SubscribeAsync("s", "events 1 then wait");
        await client.NextAsync();
        await client.SubscribeAsync("q", "pause");
        await server.Executor.Waiting.Task.WaitAsync(Stopping);
        var stopped = server.StopAsync();
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        server.Executor.GoOn.SetResult();
        Assert.StartsWith("""{"id":"q","type":"next",""", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"id":"q","type":"complete"}""", await client.NextAsync());
        Assert.Equal(1012, (await client.ClosedAsync()).Code);
        Assert.Equal(1012, (await uninitialised.ClosedAsync()).Code);
        await stopped.WaitAsync(Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task An_exception_in_a_stream_closes_the_socket_with_1013_so_that_the_client_reconnects()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", "events 1 then throw");
        await client.NextAsync();
        Assert.Equal(1013, (await client.ClosedAsync()).Code);
        Assert.Equal("the secret of the house", Assert.Single(server.Log.Errors).Exception?.Message);
    }

    [Fact]
    public async Task A_close_by_the_client_is_confirmed_and_ends_its_operations()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", "events 1 then wait");
        await client.NextAsync();
        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Stopping);
        Assert.Equal(WebSocketState.Closed, client.Socket.State);
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task A_message_may_consist_of_many_frames()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        var variable = new string('é', 20_000);
        var message = Encoding.UTF8.GetBytes(
            $$$"""{"id":"a","type":"subscribe","payload":{"query":"x","variables":{"v":"{{{variable}}}"} } }""");
        foreach (var piece in message.Chunk(999))
        {
            await client.Socket.SendAsync(piece, WebSocketMessageType.Text, false, Stopping);
        }

        await client.Socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, Stopping);
        Assert.Contains(variable, JsonSerializer.Deserialize<string>(
            (await client.NextJsonAsync()).GetProperty("payload").GetProperty("data").GetProperty("variables").GetRawText()),
                StringComparison.Ordinal);
    }
}
