using System.Net.WebSockets;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.WebSockets;

public class WebSocketHandlerTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task Without_a_common_protocol_a_client_is_told_so(string? protocol)
    {
        await using var server = await EchoServer.StartAsync();
        using var handshake = await server.ConnectAsync();
        // By hand: .NET's client gives up by itself when the server chooses none of its protocols.
        using var socket = await RawSocket.UpgradeAsync(handshake, protocol);
        Assert.Equal((4406, "Subprotocol not acceptable"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task Only_WebSockets_are_answered_at_the_URL_of_their_own()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=x", path: "/graphql/ws");
        await response.ShouldRejectAsync(426, "HC0009");
        Assert.Equal("websocket", Assert.Single(response.Headers.Upgrade).Name);
    }

    [Fact]
    public async Task Pages_of_origins_that_are_not_allowed_open_no_socket()
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
    public async Task One_address_holds_as_many_sockets_as_it_may()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { MaxConnectionsPerAddress = 2 });
        using var stream = await EventReader.SubscribeAsync(server, "events 0 then wait");
        using var first = await ManualSocketClient.ConnectAsync(server);
        var rejected = await Assert.ThrowsAsync<WebSocketException>(() => ManualSocketClient.OpenAsync(server));
        Assert.Contains("429", rejected.Message, StringComparison.Ordinal);
    }
}
