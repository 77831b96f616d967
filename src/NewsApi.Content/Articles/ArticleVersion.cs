namespace NewsApi.Content.Articles;

/// <summary>A version of an article that a later one replaced; the current one is the article itself.</summary>
public sealed class ArticleVersion
{
    public long ArticleId { get; set; }

    /// <summary>The number of the version, from 1.</summary>
    public int Version { get; set; }

    public required ArticleContent Content { get; set; }

    /// <summary>The headline, text and facts of this version stood from here on.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When a later version took its place.</summary>
    public DateTimeOffset ReplacedAt { get; set; }

    /// <summary>
    /// When this version was to become public; null for a draft, and where it was withdrawn or expired when it was replaced. A
    /// version replaced before then never was public.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; set; }
}
