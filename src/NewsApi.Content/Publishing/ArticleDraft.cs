using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>Everything an editor may say about an article; when it is public is said by acts.</summary>
public sealed record ArticleDraft
{
    /// <summary>The content; its body is HTML as it was sent, and is sanitised before it is stored.</summary>
    public required ArticleContent Content { get; init; }

    /// <summary>The identity across systems; null for one of our own making. Never changes.</summary>
    public string? Uri { get; init; }

    /// <summary>A wish for the readable part of the address; null for one from the headline.</summary>
    public string? Slug { get; init; }

    /// <summary>From when on the article is no longer public; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the article names, in order. An entity that stands here twice counts once, as it stands first.</summary>
    public ValueList<DraftMention> Mentions { get; init; } = [];

    /// <summary>What is said of an article now.</summary>
    internal static ArticleDraft Of(Article article) => new()
    {
        Content = article.Content,
        Uri = article.Uri,
        Slug = article.Slug,
        ExpiresAt = article.ExpiresAt,
        Mentions = [.. article.Mentions.Select(m => new DraftMention(m.EntityId, m.Relation, m.Relevance))],
    };
}
