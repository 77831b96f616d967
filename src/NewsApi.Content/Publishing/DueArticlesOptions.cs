namespace NewsApi.Content.Publishing;

/// <summary>The limits of <see cref="DueArticles"/>, each with its unit, its default and the reason for it.</summary>
public sealed record DueArticlesOptions
{
    /// <summary>
    /// The greatest number of due articles appended in one transaction, which holds the lock on the head of the log for milliseconds.
    /// </summary>
    public int Batch { get; init; } = 200;

    /// <summary>The wait before due articles that another transaction has locked are read again.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait before the next due time is read again. A missed schedule is late by at most this.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}
