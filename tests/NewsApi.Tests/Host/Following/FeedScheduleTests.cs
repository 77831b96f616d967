using NewsApi.Following;
using Xunit;

namespace NewsApi.Tests.Host.Following;

/// <summary>Feeds and servers can ask for longer pauses, within bounds; failures make pauses longer.</summary>
public sealed class FeedScheduleTests
{
    private static readonly FollowOptions Options = new()
    {
        FirstRetry = TimeSpan.FromMinutes(1),
        LongestPause = TimeSpan.FromHours(1),
        LongestRetryAfter = TimeSpan.FromDays(1),
    };

    [Theory]
    [InlineData(null, null, 15)]
    [InlineData(5, 10, 15)]
    [InlineData(20, null, 20)]
    [InlineData(20, 30, 30)]
    [InlineData(20, 100_000, 60)]
    [InlineData(-100_000, null, 15)]
    public void After_a_success_the_longest_wish_counts_up_to_the_limit(int? maxAge, int? ttl, int expected) => Assert.Equal(
        TimeSpan.FromMinutes(expected), Schedule(0).AfterSuccess(Minutes(maxAge), Minutes(ttl)));

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(4, null, 8)]
    [InlineData(1000, null, 60)]
    [InlineData(1, 30, 30)]
    [InlineData(7, 30, 60)]
    [InlineData(1, 600, 600)]
    [InlineData(1, 1_000_000, 1440)]
    [InlineData(1, -30, 1)]
    public void After_failures_the_pause_doubles_and_Retry_After_counts(int failures, int? retryAfter, int expected) => Assert.Equal(
        TimeSpan.FromMinutes(expected), Schedule(0).AfterFailure(failures, Minutes(retryAfter)));

    [Fact]
    public void Every_pause_is_up_to_a_tenth_longer_by_chance()
    {
        Assert.Equal(TimeSpan.FromMinutes(16.5), Schedule(1).AfterSuccess(null, null));
        Assert.Equal(TimeSpan.FromMinutes(1.05), Schedule(0.5).AfterFailure(1, null));
    }

    private static FeedSchedule Schedule(double random) => new(Options, TimeSpan.FromMinutes(15), () => random);

    private static TimeSpan? Minutes(int? minutes) => minutes is { } number ? TimeSpan.FromMinutes(number) : null;
}
