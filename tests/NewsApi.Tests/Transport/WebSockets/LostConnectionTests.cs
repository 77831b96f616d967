using System.Net.Sockets;
using Xunit;

namespace NewsApi.Tests.Transport.WebSockets;

/// <summary>Connections that end without a close frame.</summary>
public class LostConnectionTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_disconnect_between_two_events_are_no_failure_of_the_service()
    {
        // So many that some break between the failure of the reader and the end of the operations.
        await using var server = await EchoServer.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), Stopping, async (_, _) =>
        {
            using var connection = await server.ConnectAsync();
            using var socket = await RawSocket.UpgradeAsync(connection);
            await socket.SendTextAsync("""{"type":"connection_init"}""");
            await socket.SendTextAsync("""{"id":"a","type":"subscribe","payload":{"query":"endless 100"}}""");
            for (var i = 0; i < 20; i++)
            {
                await socket.NextAsync();
            }

            // A reset, as from a killed process.
            connection.LingerState = new LingerOption(true, 0);
        });
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }
}
