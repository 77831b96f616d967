using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>One article on its way through a batch.</summary>
internal sealed class ArticleState(Origin first)
{
    /// <summary>Where the batch met it first.</summary>
    public Origin First { get; } = first;

    public long Id { get; set; }

    /// <summary>It is in the database, or will be by the items before.</summary>
    public bool IsThere { get; set; }

    /// <summary>The stamp of the version that stands after the items so far.</summary>
    public VersionStamp Stamp { get; set; }

    /// <summary>The document that was applied last; null where none was.</summary>
    public byte[]? LastDigest { get; set; }

    /// <summary>The documents met in this batch.</summary>
    public HashSet<string> Digests { get; } = [];

    /// <summary>As it was before the batch; null where it was not there, or nothing is applied to it.</summary>
    public Article? Before { get; set; }

    /// <summary>As it is after the items so far.</summary>
    public Article? Current { get; set; }

    /// <summary>The versions that the batch replaced.</summary>
    public List<ArticleVersion> Replaced { get; } = [];

    /// <summary>The versions from before the batch are not to show as history any more.</summary>
    public bool HidesHistory { get; private set; }

    public void Replace(Article before, Article after, DateTimeOffset now)
    {
        Replaced.Add(VersionHistory.Follow(before, after, now));
        if (VersionHistory.HidesHistory(before, after, now))
        {
            HidesHistory = true;
            Replaced.ForEach(v => v.PublishedAt = null);
        }
    }
}
