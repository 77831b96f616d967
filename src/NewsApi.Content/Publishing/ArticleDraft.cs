using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>Every property of an article that an editor can edit. The times of publication are set by commands of their own.</summary>
public sealed record ArticleDraft
{
    /// <summary>The content. Its body is HTML as the editor sent it, and is sanitised before it is stored.</summary>
    public required ArticleContent Content { get; init; }

    /// <summary>The identity across systems; null lets the service make one. It never changes.</summary>
    public string? Uri { get; init; }

    /// <summary>The requested readable part of the address; null makes it from the headline.</summary>
    public string? Slug { get; init; }

    /// <summary>The time from which on the article is no longer public; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The mentions, in order. Of two mentions of one entity the first counts.</summary>
    public ValueList<DraftMention> Mentions { get; init; } = [];

    /// <summary>The draft that a stored article corresponds to.</summary>
    internal static ArticleDraft Of(Article article) => new()
    {
        Content = article.Content,
        Uri = article.Uri,
        Slug = article.Slug,
        ExpiresAt = article.ExpiresAt,
        Mentions = [.. article.Mentions.Select(m => new DraftMention(m.EntityId, m.Relation, m.Relevance))],
    };
}
