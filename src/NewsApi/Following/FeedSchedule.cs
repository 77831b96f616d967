namespace NewsApi.Following;

/// <summary>Computes the pause before the next request for a feed.</summary>
/// <param name="every">The shortest pause between two successful requests.</param>
/// <param name="random">
/// Returns a number from 0 to 1. Pauses differ by it, so that the followers of many newsrooms do not ask one server at the same second.
/// </param>
public sealed class FeedSchedule(FollowOptions options, TimeSpan every, Func<double> random)
{
    /// <summary>The largest share by which a pause is longer than it must be.</summary>
    private const double Jitter = 0.1;

    /// <summary>The pause after a success.</summary>
    /// <param name="maxAge">The time of the response's <c>max-age</c>; null if it has none.</param>
    /// <param name="ttl">The time that the feed itself asks for; null if it asks for none.</param>
    public TimeSpan AfterSuccess(TimeSpan? maxAge, TimeSpan? ttl)
    {
        var wanted = Longer(maxAge ?? TimeSpan.Zero, ttl ?? TimeSpan.Zero);
        return Spread(Longer(every, Shorter(wanted, options.LongestPause)));
    }

    /// <summary>The pause after a failure.</summary>
    /// <param name="failures">The number of failures in a row, this one included.</param>
    /// <param name="retryAfter">The time until the next request by the server's <c>Retry-After</c>; null if there is none.</param>
    public TimeSpan AfterFailure(int failures, TimeSpan? retryAfter)
    {
        var doubled = options.FirstRetry * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var wanted = Shorter(retryAfter ?? TimeSpan.Zero, options.LongestRetryAfter);
        return Spread(Longer(Shorter(doubled, options.LongestPause), wanted));
    }

    private TimeSpan Spread(TimeSpan pause) => pause * (1 + (Jitter * random()));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
