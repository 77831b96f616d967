namespace NewsApi.Content.Publishing;

/// <summary>The limits of <see cref="DueArticles"/>, each with its unit, its default and the reason for it.</summary>
public sealed record DueArticlesOptions
{
    /// <summary>
    /// How many due articles one transaction appends at most. With this number the transaction holds the lock on the head of the log for
    /// milliseconds.
    /// </summary>
    public int Batch { get; init; } = 200;

    /// <summary>How long to wait until due articles that another transaction has locked are read again.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long to wait at most until the next due time is read again. A schedule whose notification was missed is late by at most this
    /// time.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}
