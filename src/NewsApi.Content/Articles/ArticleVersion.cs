namespace NewsApi.Content.Articles;

/// <summary>A version of an article that a later version replaced. The current version is stored in the article itself.</summary>
public sealed class ArticleVersion
{
    public long ArticleId { get; set; }

    /// <summary>The number of the version, from 1.</summary>
    public int Version { get; set; }

    public required ArticleContent Content { get; set; }

    /// <summary>When this version became the current one.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When a later version replaced this one.</summary>
    public DateTimeOffset ReplacedAt { get; set; }

    /// <summary>
    /// The time of publication of this version. Null if the version was a draft, or if a later change hid it from readers, because the
    /// article was withdrawn or had expired. A version that was replaced before its time of publication never was public.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; set; }
}
