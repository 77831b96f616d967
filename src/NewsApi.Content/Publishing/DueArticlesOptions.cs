namespace NewsApi.Content.Publishing;

/// <summary>The limits of <see cref="DueArticles"/>, each with its unit, its default and the reason for it.</summary>
public sealed record DueArticlesOptions
{
    /// <summary>The due articles appended in one transaction; it holds the head of the log for milliseconds.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>How long to wait before reading due articles again that another transaction has locked.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait without reading the next due time again: what a missed schedule costs at most.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}
