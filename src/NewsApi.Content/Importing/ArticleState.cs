using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>An article while its batch runs: its state before the batch, and its state after the items that were applied so far.</summary>
internal sealed class ArticleState(Origin first)
{
    /// <summary>The origin of the first item of the article in this batch.</summary>
    public Origin First { get; } = first;

    public long Id { get; set; }

    /// <summary>True if the article is stored, or an earlier item creates it.</summary>
    public bool Exists { get; set; }

    /// <summary>The stamp of the article after the items so far.</summary>
    public VersionStamp Stamp { get; set; }

    /// <summary>The digest of the document that was applied last; null if none was applied.</summary>
    public byte[]? LastDigest { get; set; }

    /// <summary>The digests of the article's documents in this batch.</summary>
    public HashSet<string> Digests { get; } = [];

    /// <summary>The article before the batch; null if it did not exist, or no item is applied to it.</summary>
    public Article? Before { get; set; }

    /// <summary>The article after the items so far.</summary>
    public Article? Current { get; set; }

    /// <summary>The versions that the batch replaces.</summary>
    public List<ArticleVersion> Replaced { get; } = [];

    /// <summary>True if readers must no longer see the versions from before the batch.</summary>
    public bool HidesHistory { get; private set; }

    /// <summary>Returns the change that the batch makes to the article; null if it makes none.</summary>
    public ArticleChange? ToChange() =>
        Current is { } current && current != Before ? new(Before, current, Replaced, HidesHistory) : null;

    /// <summary>Adds the replaced version to <see cref="Replaced"/>, and gives the new state the next version number.</summary>
    public void Replace(Article before, Article after, DateTimeOffset now)
    {
        Replaced.Add(VersionHistory.Replace(before, after, now));
        if (VersionHistory.HidesHistory(before, after, now))
        {
            HidesHistory = true;
            Replaced.ForEach(v => v.PublishedAt = null);
        }
    }
}
