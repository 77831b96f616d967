using System.Net.WebSockets;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.WebSockets;

public class WebSocketHandlerTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task A_client_without_a_common_subprotocol_is_closed_with_4406(string? protocol)
    {
        await using var server = await EchoServer.StartAsync();
        using var handshake = await server.ConnectAsync();
        // By hand: .NET's client gives up by itself when the server chooses none of its protocols.
        using var socket = await RawSocket.UpgradeAsync(handshake, protocol);
        Assert.Equal((4406, "Subprotocol not acceptable"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_plain_HTTP_request_at_the_WebSocket_URL_gets_426()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=x", path: "/graphql/ws");
        await response.ShouldRejectAsync(426, "HC0009");
        Assert.Equal("websocket", Assert.Single(response.Headers.Upgrade).Name);
    }

    [Fact]
    public async Task A_page_of_an_origin_that_is_not_allowed_cannot_open_a_socket()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { Origins = "https://news.example" });
        using var allowed = await ManualSocketClient.OpenAsync(server, origin: "https://news.example");
        using var own = await ManualSocketClient.OpenAsync(server, origin: $"https://{server.Address.Authority}");
        using var program = await ManualSocketClient.OpenAsync(server);
        var rejected = await Assert.ThrowsAsync<WebSocketException>(
            () => ManualSocketClient.OpenAsync(server, origin: "https://elsewhere.example"));
        Assert.Contains("403", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sockets_and_streams_of_one_address_are_limited_together()
    {
        await using var server = await EchoServer.StartAsync(
            new TransportOptions { MaxConnectionsPerAddress = 2, LimitPrivateAddresses = true });
        using var stream = await EventReader.SubscribeAsync(server, "events 0 then wait");
        using var first = await ManualSocketClient.ConnectAsync(server);
        var rejected = await Assert.ThrowsAsync<WebSocketException>(() => ManualSocketClient.OpenAsync(server));
        Assert.Contains("429", rejected.Message, StringComparison.Ordinal);
    }
}
