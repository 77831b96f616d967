using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace NewsApi.Tests.Transport;

/// <summary>A WebSocket in the test's hands, which says what the test says and nothing of its own: it answers no ping.</summary>
internal sealed class ManualSocketClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ClientWebSocket Socket => _socket;

    public static async Task<ManualSocketClient> OpenAsync(
        EchoServer server, string? protocol = "graphql-transport-ws", string path = "/graphql", string? origin = null)
    {
        var client = new ManualSocketClient();
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        if (protocol is not null)
        {
            client._socket.Options.AddSubProtocol(protocol);
        }

        client._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await client._socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = path }.Uri, Stopping);
        return client;
    }

    /// <summary>Opens, and has the connection acknowledged.</summary>
    public static async Task<ManualSocketClient> ConnectAsync(EchoServer server, string init = """{"type":"connection_init"}""")
    {
        var client = await OpenAsync(server);
        await client.SendAsync(init);
        Assert.StartsWith("""{"type":"connection_ack",""", await client.NextAsync(), StringComparison.Ordinal);
        return client;
    }

    public Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Stopping);

    public Task SubscribeAsync(string id, string query) =>
        SendAsync($$$"""{"id":"{{{id}}}","type":"subscribe","payload":{"query":"{{{query}}}"}}""");

    public Task CompleteAsync(string id) => SendAsync($$"""{"id":"{{id}}","type":"complete"}""");

    /// <summary>The next message, pings left out.</summary>
    public async Task<string> NextAsync()
    {
        while (true)
        {
            var message = await ReceiveAsync();
            Assert.False(message is null, $"closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            if (message != """{"type":"ping"}""")
            {
                return message;
            }
        }
    }

    public async Task<JsonElement> NextJsonAsync() => JsonElement.Parse(await NextAsync());

    /// <summary>The next message, whatever it is; null when the server has closed, which is answered.</summary>
    public async Task<string?> ReceiveAsync()
    {
        var bytes = new ArraySegment<byte>(new byte[1 << 16]);
        var message = new MemoryStream();
        while (true)
        {
            var received = await _socket.ReceiveAsync(bytes, Stopping);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Stopping);
                }

                return null;
            }

            Assert.Equal(WebSocketMessageType.Text, received.MessageType);
            message.Write(bytes.AsSpan(0, received.Count));
            if (received.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }

    /// <summary>Waits for the server's closing, whatever comes before it.</summary>
    public async Task<(int Code, string? Reason)> ClosedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription);
    }

    public void Dispose() => _socket.Dispose();
}
