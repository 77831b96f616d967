namespace NewsApi.Content.Articles;

/// <summary>A version of an article that a later one replaced; the current one is the article itself.</summary>
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
    /// The time of publication of this version; null for a draft, and where the article was withdrawn or had expired when the version was
    /// replaced. A version that was replaced before that time never was public.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; set; }
}
