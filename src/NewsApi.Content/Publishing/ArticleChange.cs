using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>One article before and after a writer's change.</summary>
/// <param name="Before">With its mentions, read after its row was locked; null for a new article.</param>
/// <param name="After">With its mentions; it has the version of before where no visible property differs.</param>
/// <param name="Replaced">The versions that the change adds to the history.</param>
/// <param name="HidesHistory">Whether readers must no longer see the versions that are in the history.</param>
internal sealed record ArticleChange(Article? Before, Article After, IReadOnlyList<ArticleVersion> Replaced, bool HidesHistory)
{
    public long Id => After.Id;

    /// <summary>False where only a feed's stamp moved: the row is written, and nothing is appended to the log.</summary>
    public bool IsVisible => After.Version != Before?.Version;
}
