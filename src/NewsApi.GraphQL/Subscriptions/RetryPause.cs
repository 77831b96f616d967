namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The pauses between attempts to read the log while PostgreSQL fails. They grow from 0.1 to 2 seconds, and up to half of each is left out
/// at random. Otherwise thousands of groups and streams that failed together would read again in the same instant.
/// </summary>
internal sealed class RetryPause(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    // Not longer, because streams should go on soon after the end of the failure.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private TimeSpan _next = First;

    /// <summary>Returns the next pause.</summary>
    public TimeSpan Next()
    {
        var pause = _next * (1 - (random.NextDouble() / 2));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return pause;
    }
}
