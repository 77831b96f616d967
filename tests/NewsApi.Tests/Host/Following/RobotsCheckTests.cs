using NewsApi.Following;
using Xunit;

namespace NewsApi.Tests.Host.Following;

/// <summary>A robots.txt that cannot be read is the reason of its feeds' failures, and costs one request for all of them.</summary>
public sealed class RobotsCheckTests : IAsyncLifetime
{
    private readonly RawFeedServer _server = new();
    private readonly MovableClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(300, 60_000, "no byte")]
    [InlineData(60_000, 300, "not complete")]
    public async Task A_silent_robots_txt_is_the_reason_of_the_failure_for_each_feed(int silence, int timeout, string expected)
    {
        _server.On("/robots.txt", (_, _, stopped) => Task.Delay(Timeout.Infinite, stopped));
        var options = new FollowOptions
        {
            Silence = TimeSpan.FromMilliseconds(silence),
            Timeout = TimeSpan.FromMilliseconds(timeout),
        };
        using var fetcher = new FeedFetcher(options, TimeProvider.System);
        var robots = new RobotsCheck(fetcher, options, _clock);

        var responses = await Task.WhenAll(FetchAsync(fetcher, robots, "/one"), FetchAsync(fetcher, robots, "/two"));

        Assert.All(responses, response => Assert.Matches(
            $"^robots.txt cannot be read.*{expected}", Assert.IsType<FeedResponse.Failure>(response).Reason));
    }

    [Fact]
    public async Task A_failure_is_remembered_for_a_while_and_older_rules_stay_in_force()
    {
        var options = new FollowOptions();
        using var fetcher = new FeedFetcher(options, TimeProvider.System);
        var robots = new RobotsCheck(fetcher, options, _clock);
        _server.On("/robots.txt", "HTTP/1.1 500 Oh\r\n", []);
        _server.On("/one", "1");

        for (var feeds = 0; feeds < 3; feeds++)
        {
            Assert.IsType<FeedResponse.Failure>(await FetchAsync(fetcher, robots, "/one"));
        }

        Assert.Single(_server.Requests);

        _clock.Move(options.FirstRetry);
        _server.On("/robots.txt", "User-agent: *\nDisallow: /two");
        Assert.IsType<FeedResponse.Content>(await FetchAsync(fetcher, robots, "/one"));

        _clock.Move(options.RobotsAge);
        _server.On("/robots.txt", "HTTP/1.1 500 Oh\r\n", []);
        for (var feeds = 0; feeds < 3; feeds++)
        {
            Assert.IsType<FeedResponse.Content>(await FetchAsync(fetcher, robots, "/one"));
            Assert.IsType<FeedResponse.Failure>(await FetchAsync(fetcher, robots, "/two"));
        }

        Assert.Equal(3, _server.RequestsFor("/robots.txt").Count);
    }

    private async Task<FeedResponse> FetchAsync(FeedFetcher fetcher, RobotsCheck robots, string path)
    {
        var address = FeedAddress.TryParse(_server.Origin + path)!;
        return await fetcher.FetchAsync(address, null, (url, token) => robots.FindProblemAsync(address, url, token), Cancel);
    }
}
