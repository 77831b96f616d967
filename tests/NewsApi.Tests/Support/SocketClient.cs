using System.Net.WebSockets;
using System.Text.Json;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>A deliberately naive client of graphql-transport-ws with one subscription.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>With what the server closed; null where it did not, or did not say.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static Task<SocketClient> SubscribeAsync(
        Uri service, string query, object? variables = null, object? connectionParameters = null,
            CancellationToken? cancellationToken = null) =>
        StartAsync(service, new { query, variables }, connectionParameters, cancellationToken);

    /// <summary>Starts an operation with a payload as the client wrote it, such as <c>{"id": "FrontPage"}</c>.</summary>
    public static async Task<SocketClient> StartAsync(
        Uri service, object payload, object? connectionParameters = null, CancellationToken? cancellationToken = null)
    {
        var cancel = cancellationToken ?? TestContext.Current.CancellationToken;
        var client = new SocketClient();
        client._socket.Options.AddSubProtocol("graphql-transport-ws");
        await client._socket.ConnectAsync(new UriBuilder(new Uri(service, "graphql/ws")) { Scheme = "ws" }.Uri, cancel);
        await client.SendAsync(new { type = "connection_init", payload = connectionParameters ?? new { } }, cancel);
        await client.SendAsync(new { type = "subscribe", id = "1", payload }, cancel);
        return client;
    }

    /// <summary>The payload of the next <c>next</c> or <c>error</c>; null when the connection or the operation has ended.</summary>
    public async Task<JsonElement?> NextAsync(CancellationToken? cancellationToken = null)
    {
        var cancel = cancellationToken ?? TestContext.Current.CancellationToken;
        while (await ReceiveAsync(cancel) is { } message)
        {
            switch (message.GetProperty("type").GetString())
            {
                case "ping":
                    await SendAsync(new { type = "pong" }, cancel);
                    break;
                case "next" or "error":
                    return message.GetProperty("payload");
                case "complete":
                    return null;
            }
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(object message, CancellationToken cancellationToken) => _socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private async Task<JsonElement?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonDocument.Parse(message.ToArray()).RootElement;
            }
        }
    }
}
