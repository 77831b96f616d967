using System.Net.Sockets;
using System.Text;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.ServerSentEvents;

public class EventStreamTests
{
    /// <summary>What a loopback connection and Kestrel's pipe hold at most before a write has to wait; with room to spare.</summary>
    private const int Buffered = 16 * 1024 * 1024;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_that_pauses_stops_the_source_and_later_gets_every_event(bool isHandedOver)
    {
        const int padding = 10_000;
        await using var server = await StartAsync(isHandedOver);
        using var client = await server.ConnectAsync();
        await client.GetStream().WriteAsync(Request("endless 10000"), Stopping);

        var streams = server.Executor.Streams;
        var pulled = await streams.StandstillAsync(Stopping);
        Assert.InRange(pulled, 1, Buffered / padding);

        // It wakes and reads: each event once, in order, far beyond what was buffered.
        using var lines = new StreamReader(client.GetStream(), Encoding.ASCII);
        var seen = 0;
        while (seen < pulled + 500)
        {
            var line = await lines.ReadLineAsync(Stopping);
            if (line!.StartsWith("id: ", StringComparison.Ordinal))
            {
                Assert.Equal($"id: c{++seen}", line);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_stream_of_a_reader_that_never_reads_again_is_closed(bool isHandedOver)
    {
        var options = new TransportOptions
        {
            HeartbeatInterval = TimeSpan.FromMilliseconds(16),
            PeerTimeout = TimeSpan.FromMilliseconds(160)
        };
        await using var server = await StartAsync(isHandedOver, options);
        using var client = await server.ConnectAsync();
        await client.GetStream().WriteAsync(Request("endless 10000"), Stopping);
        await server.Executor.Streams.UntilAsync(streams => streams.Pulled > 0, Stopping);
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_does_not_wait_for_a_reader_that_does_not_read(bool isHandedOver)
    {
        await using var server = await StartAsync(isHandedOver, new TransportOptions { DrainTime = TimeSpan.FromMilliseconds(50) });
        using var client = await server.ConnectAsync();
        await client.GetStream().WriteAsync(Request("endless 10000"), Stopping);
        await server.Executor.Streams.StandstillAsync(Stopping);
        await server.StopAsync().WaitAsync(Stopping);
        Assert.Equal(0, server.Executor.Streams.Open);
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_disconnects_ends_its_stream(bool isHandedOver)
    {
        await using var server = await StartAsync(isHandedOver);
        using (await EventReader.SubscribeAsync(server, "events 0 then wait"))
        {
            await server.Executor.Streams.UntilAsync(streams => streams.Open == 1, Stopping);
        }

        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clients_that_disconnect_between_two_events_are_no_failure_of_the_service(bool isHandedOver)
    {
        await using var server = await StartAsync(isHandedOver);
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), Stopping, async (_, _) =>
        {
            using var connection = await server.ConnectAsync();
            var stream = connection.GetStream();
            await stream.WriteAsync(
                "GET /graphql?query=endless%20100 HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"u8.ToArray(), Stopping);
            await stream.ReadExactlyAsync(new byte[5000], Stopping);

            // A reset, as from a killed process.
            connection.LingerState = new LingerOption(true, 0);
        });
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 0, Stopping);
        Assert.Empty(server.Log.Errors);
    }

    private static Task<EchoServer> StartAsync(bool isHandedOver, TransportOptions? options = null) =>
        EchoServer.StartAsync(options, listen: isHandedOver ? null : static _ => { });

    private static byte[] Request(string query) =>
        Encoding.ASCII.GetBytes(
            $"GET /graphql?query={Uri.EscapeDataString(query)} HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
}
