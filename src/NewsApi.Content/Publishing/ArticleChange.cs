using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>An article before and after a writer's change.</summary>
/// <param name="Before">The stored article with its mentions, read after its row was locked; null for a new article.</param>
/// <param name="After">The article to store, with its mentions. The version stays the same if no visible property differs.</param>
/// <param name="Replaced">The versions that the change adds to the history.</param>
/// <param name="HidesHistory">True if readers must no longer see the earlier versions.</param>
internal sealed record ArticleChange(Article? Before, Article After, IReadOnlyList<ArticleVersion> Replaced, bool HidesHistory)
{
    public long Id => After.Id;

    /// <summary>
    /// False if only the feed's version of the item changed. The article's row is then written, but nothing is appended to the log.
    /// </summary>
    public bool IsVisible => After.Version != Before?.Version;
}
