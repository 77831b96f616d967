using System.Net.WebSockets;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.Connections;

/// <summary>The connections and subscriptions of one client are limited, over sockets and event streams together.</summary>
public sealed class ClientLimitsTests
{
    [Fact]
    public async Task The_subscriptions_of_one_client_are_limited_on_all_its_connections()
    {
        await using var server = await EchoServer.StartAsync(
            new TransportOptions { MaxSubscriptionsPerClient = 2, LimitPrivateAddresses = true });
        using var stream = await EventReader.SubscribeAsync(server, "events 0 then wait");
        using var other = await EventReader.SubscribeAsync(server, "events 0 then wait");
        using var rejected = await server.PostAsync("""{"query":"events 0 then wait"}""", "text/event-stream");
        await rejected.ShouldRejectAsync(429, "TOO_MANY_SUBSCRIPTIONS");

        using var socket = await ManualSocketClient.ConnectAsync(server);
        await socket.SendAsync("""{"type":"subscribe","id":"1","payload":{"query":"events 0 then wait"}}""");
        var error = await socket.NextAsync();
        Assert.Contains("TOO_MANY_SUBSCRIPTIONS", error, StringComparison.Ordinal);

        // A single result is no subscription.
        await socket.SendAsync("""{"type":"subscribe","id":"2","payload":{"query":"hello"}}""");
        Assert.Contains("\"next\"", await socket.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sockets_of_one_address_are_limited_and_the_default_refuses_five_thousand()
    {
        var options = new TransportOptions();
        Assert.InRange(options.MaxConnectionsPerAddress, 1, 4_999);
        await using var server = await EchoServer.StartAsync(options with { MaxConnectionsPerAddress = 3, LimitPrivateAddresses = true });
        using var first = await ManualSocketClient.ConnectAsync(server);
        using var second = await ManualSocketClient.ConnectAsync(server);
        using var third = await ManualSocketClient.ConnectAsync(server);
        await Assert.ThrowsAsync<WebSocketException>(() => ManualSocketClient.OpenAsync(server));
    }
}
