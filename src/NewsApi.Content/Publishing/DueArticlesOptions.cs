namespace NewsApi.Content.Publishing;

/// <summary>The limits of <see cref="DueArticles"/>, each with its unit, its default and the reason for the default.</summary>
public sealed record DueArticlesOptions
{
    /// <summary>
    /// The largest number of due articles that one transaction appends. With this number the transaction holds the lock on the head of the
    /// log for milliseconds.
    /// </summary>
    public int Batch { get; init; } = 200;

    /// <summary>If another transaction has locked due articles, these articles are read again after this time.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The longest waiting time before the next due time is read again. A schedule whose notification was missed is late by at most this
    /// time.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}
