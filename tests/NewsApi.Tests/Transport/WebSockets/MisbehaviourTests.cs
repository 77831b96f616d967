using System.Net.WebSockets;
using System.Text;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.WebSockets;

/// <summary>
/// Clients that violate the protocol. Each gets the close code of the protocol, and a correct client on another socket is not affected.
/// </summary>
public class MisbehaviourTests
{
    private const string Init = """{"type":"connection_init"}""";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4429, "Too many initialisation requests", Init, Init)]
    [InlineData(4401, "Unauthorized", """{"id":"a","type":"subscribe","payload":{"query":"x"}}""")]
    [InlineData(4409, "Subscriber for a already exists", Init,
        """{"id":"a","type":"subscribe","payload":{"query":"events 1 then wait"}}""",
            """{"id":"a","type":"subscribe","payload":{"query":"x"}}""")]
    [InlineData(4400, null, "hello")]
    [InlineData(4400, null, "")]
    [InlineData(4400, null, "[]")]
    [InlineData(4400, null, """{"type":1}""")]
    [InlineData(4400, null, """{"type":"connection_init","type":"ping"}""")]
    [InlineData(4400, "No message of type `start` is expected", """{"type":"start"}""")]
    [InlineData(4400, null, """{"type":"connection_ack"}""")]
    [InlineData(4400, null, """{"type":"connection_init","payload":"key"}""")]
    [InlineData(4400, null, Init, """{"type":"complete"}""")]
    [InlineData(4400, null, Init, """{"type":"complete","id":7}""")]
    [InlineData(4400, null, Init, """{"type":"ping","payload":[]}""")]
    [InlineData(4400, null, Init, """{"type":"subscribe","payload":{"query":"x"}}""")]
    [InlineData(4400, null, Init, """{"id":"","type":"subscribe","payload":{"query":"x"}}""")]
    [InlineData(4400, null, Init, """{"id":"a","type":"subscribe"}""")]
    [InlineData(4400, null, Init, """{"id":"a","type":"subscribe","payload":null}""")]
    [InlineData(4400, "The request has neither `query` nor `id`.", Init, """{"id":"a","type":"subscribe","payload":{}}""")]
    [InlineData(4400, "`query` must be a string, not a number.", Init, """{"id":"a","type":"subscribe","payload":{"query":1}}""")]
    [InlineData(4400, "`variables` must be an object, not a list.", Init,
        """{"id":"a","type":"subscribe","payload":{"query":"x","variables":[]}}""")]
    [InlineData(4400, "A JSON string escapes half of a surrogate pair, which is not valid Unicode.", Init,
        """{"id":"a","type":"subscribe","payload":{"query":"\ud800"}}""")]
    public async Task An_invalid_message_closes_only_its_own_socket(int code, string? reason, params string[] messages)
    {
        await using var server = await EchoServer.StartAsync();
        using var other = await ManualSocketClient.ConnectAsync(server);
        using var client = await ManualSocketClient.OpenAsync(server);
        foreach (var message in messages)
        {
            await client.SendAsync(message);
        }

        var closed = await client.ClosedAsync();
        Assert.Equal(code, closed.Code);
        Assert.Equal(reason ?? closed.Reason, closed.Reason);
        Assert.False(string.IsNullOrEmpty(closed.Reason));

        await other.SubscribeAsync("a", "events 0");
        Assert.Equal("""{"id":"a","type":"complete"}""", await other.NextAsync());
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task JSON_nesting_is_limited_as_over_HTTP(int levels, bool good)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        // The payload is level 1 and its variables level 2.
        var inner = levels - 2;
        var variables = $$"""{"v":{{new string('[', inner)}}{{new string(']', inner)}}}""";
        await client.SendAsync($$$"""{"id":"a","type":"subscribe","payload":{"query":"x","variables":{{{variables}}}}}""");
        if (good)
        {
            Assert.StartsWith("""{"id":"a","type":"next",""", await client.NextAsync(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(4400, (await client.ClosedAsync()).Code);
        }
    }

    [Fact]
    public async Task NUL_is_accepted_in_an_operation_id_and_in_a_query()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SendAsync("""{"id":"a\u0000\n","type":"subscribe","payload":{"query":"x\u0000"}}""");
        var next = await client.NextJsonAsync();
        Assert.Equal("a\0\n", next.GetProperty("id").GetString());
        Assert.Equal("x\0", next.GetProperty("payload").GetProperty("data").GetProperty("query").GetString());
    }

    [Fact]
    public async Task A_close_reason_too_long_for_its_frame_is_cut()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.OpenAsync(server);
        await client.SendAsync($$"""{"type":"{{new string('é', 5000)}}"}""");
        var (code, reason) = await client.ClosedAsync();
        Assert.Equal(4400, code);
        Assert.InRange(Encoding.UTF8.GetByteCount(reason!), 100, 123);
        Assert.EndsWith("é…", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_without_connection_init_is_closed_after_the_timeout()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { InitTimeout = TimeSpan.FromMilliseconds(50) });
        using var client = await ManualSocketClient.OpenAsync(server);
        Assert.Equal((4408, "Connection initialisation timeout"), await client.ClosedAsync());
    }

    [Fact]
    public async Task A_binary_frame_closes_the_socket_as_an_invalid_message()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.OpenAsync(server);
        await client.Socket.SendAsync(Encoding.UTF8.GetBytes(Init), WebSocketMessageType.Binary, true, Stopping);
        Assert.Equal(4400, (await client.ClosedAsync()).Code);
    }

    [Theory]
    [InlineData(0x81, 1007)]
    [InlineData(0x83, 1002)]
    [InlineData(0xC1, 1002)]
    public async Task A_frame_that_RFC_6455_forbids_gets_its_close_code_and_other_sockets_continue(byte first, int code)
    {
        // 0x81: text that is not UTF-8; 0x83: an unknown opcode; 0xC1: a compressed frame without the extension.
        await using var server = await EchoServer.StartAsync();
        using var other = await ManualSocketClient.ConnectAsync(server);
        for (var i = 0; i < 20; i++)
        {
            using var connection = await server.ConnectAsync();
            using var socket = await RawSocket.UpgradeAsync(connection);
            await socket.SendAsync(new byte[] { (byte)'"', 0xFF, (byte)'"' }, first);
            await socket.SendAsync(new byte[10_000], 0x81);
            Assert.Equal(code, (await socket.ClosedAsync()).Code);
        }

        await other.SubscribeAsync("a", "events 0");
        Assert.Equal("""{"id":"a","type":"complete"}""", await other.NextAsync());
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task An_operation_id_has_at_most_1000_characters(int length, bool accepted)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        var id = new string('i', length);
        await client.SendAsync($$$"""{"id":"{{{id}}}","type":"subscribe","payload":{"query":"x"}}""");
        if (accepted)
        {
            Assert.Equal(id, (await client.NextJsonAsync()).GetProperty("id").GetString());
        }
        else
        {
            Assert.Equal((4400, "`subscribe` needs an `id`, a string of 1 to 1000 characters"), await client.ClosedAsync());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_message_of_more_than_20_MB_is_rejected_in_one_frame_and_in_many(int frames)
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await ManualSocketClient.ConnectAsync(server);
        using var other = await ManualSocketClient.ConnectAsync(server);
        var piece = new byte[(21 << 20) / frames];
        piece.AsSpan().Fill((byte)' ');
        var closed = client.ClosedAsync();
        try
        {
            for (var i = 0; i < frames; i++)
            {
                await client.Socket.SendAsync(piece, WebSocketMessageType.Text, i == frames - 1, Stopping);
            }
        }
        catch (WebSocketException)
        {
            // Closed already.
        }

        Assert.Equal(1009, (await closed).Code);
        await other.SubscribeAsync("a", "events 0");
        Assert.Equal("""{"id":"a","type":"complete"}""", await other.NextAsync());
    }

    [Fact]
    public async Task A_message_that_does_not_end_closes_its_socket()
    {
        await using var server = await EchoServer.StartAsync(Impatient);
        using var client = await ManualSocketClient.ConnectAsync(server);
        var dribble = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (client.Socket.State == WebSocketState.Open && await pace.WaitForNextTickAsync(Stopping))
            {
                await client.Socket.SendAsync(new byte[] { 32 }, WebSocketMessageType.Text, false, Stopping);
            }
        }, Stopping);
        Assert.Equal(1001, (await client.ClosedAsync()).Code);
        await Task.WhenAny(dribble).WaitAsync(Stopping);
    }

    [Fact]
    public async Task A_client_that_sends_only_pongs_stays_connected()
    {
        await using var server = await EchoServer.StartAsync(Impatient);
        using var client = await ManualSocketClient.ConnectAsync(server);
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal("""{"type":"ping"}""", await client.ReceiveAsync());
            await client.SendAsync("""{"type":"pong"}""");
        }

        await client.SubscribeAsync("a", "events 0");
        Assert.Equal("""{"id":"a","type":"complete"}""", await client.NextAsync());
    }

    [Fact]
    public async Task A_client_that_sends_no_pong_is_closed()
    {
        await using var server = await EchoServer.StartAsync(Impatient);
        using var client = await ManualSocketClient.ConnectAsync(server);
        await client.SubscribeAsync("a", "events 1 then wait");
        Assert.Equal(1001, (await client.ClosedAsync()).Code);
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
    }

    [Fact]
    public async Task A_half_open_connection_is_closed()
    {
        // The other side neither reads nor answers, not even the closing.
        await using var server = await EchoServer.StartAsync(Impatient with { DrainTime = TimeSpan.FromMilliseconds(50) });
        using var connection = await server.ConnectAsync();
        using var socket = await RawSocket.UpgradeAsync(connection);
        await socket.SendTextAsync(Init);
        await socket.SendTextAsync("""{"id":"a","type":"subscribe","payload":{"query":"endless 10000"}}""");
        await server.Executor.Streams.UntilAsync(streams => streams.Pulled > 0, Stopping);
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task A_reader_that_pauses_stops_the_source_and_later_gets_every_event()
    {
        await using var server = await EchoServer.StartAsync();
        using var connection = await server.ConnectAsync();
        using var socket = await RawSocket.UpgradeAsync(connection);
        await socket.SendTextAsync(Init);
        await socket.SendTextAsync("""{"id":"a","type":"subscribe","payload":{"query":"endless 10000"}}""");
        var pulled = await server.Executor.Streams.StandstillAsync(Stopping);
        Assert.InRange(pulled, 1, 1600);

        Assert.StartsWith("""{"type":"connection_ack",""",
            Encoding.UTF8.GetString((await socket.NextAsync()).Payload), StringComparison.Ordinal);
        for (var n = 1; n < pulled + 500; n++)
        {
            var (_, payload) = await socket.NextAsync();
            Assert.StartsWith($"{{\"id\":\"a\",\"type\":\"next\",\"payload\":{{\"data\":{{\"n\":{n},", Encoding.UTF8.GetString(payload),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_reader_that_does_not_read()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { DrainTime = TimeSpan.FromMilliseconds(50) });
        using var connection = await server.ConnectAsync();
        using var socket = await RawSocket.UpgradeAsync(connection);
        await socket.SendTextAsync(Init);
        await socket.SendTextAsync("""{"id":"a","type":"subscribe","payload":{"query":"endless 10000"}}""");
        await server.Executor.Streams.StandstillAsync(Stopping);
        await server.StopAsync().WaitAsync(Stopping);
        Assert.Equal(0, server.Executor.Streams.Open);
        Assert.Empty(server.Log.Errors);
    }

    private static TransportOptions Impatient =>
        new() { HeartbeatInterval = TimeSpan.FromMilliseconds(16), PeerTimeout = TimeSpan.FromMilliseconds(320) };
}
