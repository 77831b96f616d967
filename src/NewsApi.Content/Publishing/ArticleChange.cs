using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>One article as a writer found it and as it leaves it.</summary>
/// <param name="Before">With its mentions, read after its row was locked; null where there was none.</param>
/// <param name="After">With its mentions; its version is that of before where nothing that can be seen differs.</param>
/// <param name="Replaced">The versions that go into the history.</param>
/// <param name="HidesHistory">The versions that are in the history are not to show any more.</param>
internal sealed record ArticleChange(Article? Before, Article After, IReadOnlyList<ArticleVersion> Replaced, bool HidesHistory)
{
    public long Id => After.Id;

    /// <summary>False where only a feed's stamp moved: the row is written, the log is not told.</summary>
    public bool IsVisible => After.Version != Before?.Version;
}
