using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Tests.Support;
using NewsApi.Transport.Connections;
using Xunit;

namespace NewsApi.Tests.Transport.Connections;

/// <summary>
/// A clock whose timers never fire shows that no event is sent after the expiry, however late a busy process runs a timer.
/// </summary>
public sealed class CredentialLifetimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly LateClock _clock = new() { Now = Start };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_stream_ends_before_the_first_event_after_the_expiry()
    {
        await using var server = await StartAsync(Start.AddSeconds(1));
        using var stream = await EventStreamClient.OpenAsync(server.Client, "feed");
        await FeedAsync(server, 1);
        Assert.NotNull(await stream.NextAsync());
        _clock.Now = Start.AddSeconds(1);
        await FeedAsync(server, 2);
        Assert.Null(await stream.NextAsync());
        Assert.Equal((false, "c1"), (stream.IsComplete, stream.LastId));
    }

    [Fact]
    public async Task A_socket_closes_before_the_first_event_after_the_expiry()
    {
        await using var server = await StartAsync(Start.AddSeconds(1));
        using var socket = await SocketClient.SubscribeAsync(server.Address, "feed");
        await FeedAsync(server, 1);
        Assert.NotNull(await socket.NextAsync());
        _clock.Now = Start.AddSeconds(1);
        await FeedAsync(server, 2);
        Assert.Null(await socket.NextAsync());
        Assert.Equal((WebSocketCloseStatus)4403, socket.CloseStatus);
    }

    [Fact]
    public async Task Credentials_without_an_expiry_or_with_a_distant_one_keep_their_connection()
    {
        foreach (var expires in new[] { null, (DateTimeOffset?)Start.AddYears(100) })
        {
            await using var server = await StartAsync(expires);
            using var socket = await SocketClient.SubscribeAsync(server.Address, "feed");
            _clock.Now = Start.AddYears(1);
            await FeedAsync(server, 1);
            Assert.NotNull(await socket.NextAsync());
        }
    }

    private static async Task FeedAsync(EchoServer server, int number) =>
        await server.Executor.Streams.Feed.Writer.WriteAsync(EchoStreams.Event(number), Cancel);

    private Task<EchoServer> StartAsync(DateTimeOffset? expires) => EchoServer.StartAsync(services: services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<CallerCheck>((context, _, _) => new(new CallerAnswer.Known(context.User) { Expires = expires }));
    });

    private sealed class LateClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
