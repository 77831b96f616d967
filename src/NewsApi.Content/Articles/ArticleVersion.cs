namespace NewsApi.Content.Articles;

/// <summary>A version of an article that a later version has replaced. The current version is stored in the article itself.</summary>
public sealed class ArticleVersion
{
    public long ArticleId { get; set; }

    /// <summary>The number of the version, counted from 1.</summary>
    public int Version { get; set; }

    public required ArticleContent Content { get; set; }

    /// <summary>When this version became the current one.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When a later version replaced this one.</summary>
    public DateTimeOffset ReplacedAt { get; set; }

    /// <summary>
    /// The time of publication of this version. Null if the version was a draft, or if readers must no longer see it because the article
    /// was withdrawn or expired later. A version that was replaced before its time of publication was never public.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; set; }
}
