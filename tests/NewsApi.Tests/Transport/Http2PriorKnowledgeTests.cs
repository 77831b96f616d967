using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using NewsApi.Transport;
using Xunit;

namespace NewsApi.Tests.Transport;

public class Http2PriorKnowledgeTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_clear_text_port_serves_HTTP_1_and_2_and_WebSockets_over_both()
    {
        await using var server = await StartAsync();
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var answer = await SendAsync(server, version, "x", "application/json");
            Assert.Equal("x", (await answer.EchoAsync()).GetProperty("query").GetString());
            using var events = await SendAsync(server, version, "events 1", "text/event-stream");
            Assert.EndsWith(
                "data: {\"data\":{\"n\":1}}\n\nevent: complete\nid: complete\ndata:\n\n",
                await events.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);

            using var socket = new ClientWebSocket();
            (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
            socket.Options.AddSubProtocol("graphql-transport-ws");
            using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
            await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/graphql" }.Uri, invoker, Stopping);
            await socket.SendAsync("""{"type":"connection_init"}"""u8.ToArray(), WebSocketMessageType.Text, true, Stopping);
            var bytes = new byte[100];
            var received = await socket.ReceiveAsync(bytes.AsMemory(), Stopping);
            Assert.StartsWith("""{"type":"connection_ack",""", Encoding.UTF8.GetString(bytes, 0, received.Count), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fifty_event_streams_share_one_HTTP_2_connection()
    {
        await using var server = await StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, EnableMultipleHttp2Connections = false });
        var streams = new List<HttpResponseMessage>();
        for (var i = 0; i < 50; i++)
        {
            streams.Add(await SendAsync(server, HttpVersion.Version20, "events 1 then wait", "text/event-stream", client));
        }

        await server.Executor.Streams.UntilAsync(s => s.Open == 50, Stopping);
        streams.ForEach(stream => stream.Dispose());
        await server.Executor.Streams.UntilAsync(s => s.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task An_HTTP_1_request_that_arrives_byte_by_byte_is_read_from_its_first_byte()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        client.NoDelay = true;
        // Shares its first letters with the preface.
        foreach (var letter in "PRICE /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        {
            await client.GetStream().WriteAsync(new[] { (byte)letter }, Stopping);
        }

        using var answer = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 405 ", await answer.ReadToEndAsync(Stopping), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_connection_does_not_delay_a_stop()
    {
        await using var server = await StartAsync();
        using var silent = await server.ConnectAsync();
        using var half = await server.ConnectAsync();
        await half.GetStream().WriteAsync("PRI * "u8.ToArray(), Stopping);
        using (await server.PostAsync("""{"query":"x"}"""))
        {
            await server.StopAsync().WaitAsync(Stopping);
        }

        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1], Stopping));
    }

    private static Task<EchoServer> StartAsync() =>
        EchoServer.StartAsync(configure: kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseHttp2PriorKnowledge()));

    private static Task<HttpResponseMessage> SendAsync(
        EchoServer server, Version version, string query, string accept, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/graphql"))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = JsonContent.Create(new { query }),
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return (client ?? server.Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stopping);
    }
}
