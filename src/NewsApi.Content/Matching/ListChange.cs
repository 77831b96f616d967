namespace NewsApi.Content.Matching;

/// <summary>The effect of a change of one article on one list.</summary>
/// <param name="Position">The position of the change in the log.</param>
/// <param name="CommittedAt">The time of the change by the database's clock.</param>
/// <param name="BecamePublic">True if the article was not public before the change and is public after the change.</param>
public sealed record ListChange(long Position, DateTimeOffset CommittedAt, long ArticleId, ListChangeKind Kind, bool BecamePublic)
{
    /// <summary>The trace context of the request that caused the change; null if the change has no request.</summary>
    public string? TraceParent { get; init; }
}
