namespace NewsApi.Content.Matching;

/// <summary>A change of one article, as it concerns one list.</summary>
/// <param name="Position">Its position in the log.</param>
/// <param name="CommittedAt">By the database's clock.</param>
/// <param name="BecamePublic">True where nobody without rights could see the article before.</param>
public sealed record ListChange(long Position, DateTimeOffset CommittedAt, long ArticleId, ListChangeKind Kind, bool BecamePublic);
