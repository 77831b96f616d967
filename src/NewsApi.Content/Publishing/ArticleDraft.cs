using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Every property of an article that an editor can edit. An edit does not set the times of publication; the commands that publish, schedule
/// or withdraw an article set them.
/// </summary>
public sealed record ArticleDraft
{
    /// <summary>The content. Its body is HTML as the editor sent it, and is sanitised before it is stored.</summary>
    public required ArticleContent Content { get; init; }

    /// <summary>The article's identifier across systems; if null, the service makes one. The identifier cannot be changed later.</summary>
    public string? Uri { get; init; }

    /// <summary>The requested readable part of the article's address; if null, it is made from the headline.</summary>
    public string? Slug { get; init; }

    /// <summary>The time from which on the article is no longer public; null if the article never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The mentions, in order. If two mentions are of one entity, the first one is used.</summary>
    public ValueList<DraftMention> Mentions { get; init; } = [];

    /// <summary>Makes a draft with the stored values of an article.</summary>
    internal static ArticleDraft Of(Article article) => new()
    {
        Content = article.Content,
        Uri = article.Uri,
        Slug = article.Slug,
        ExpiresAt = article.ExpiresAt,
        Mentions = [.. article.Mentions.Select(m => new DraftMention(m.EntityId, m.Relation, m.Relevance))],
    };
}
