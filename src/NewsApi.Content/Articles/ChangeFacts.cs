using System.Text.Json;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>
/// Every filterable value of an article at one moment, as a row of the log keeps it: what decides later, without the
/// tables, whether the change made the article enter or leave a list.
/// </summary>
public sealed record ChangeFacts
{
    public required long Id { get; init; }

    public required string Uri { get; init; }

    public required string Slug { get; init; }

    public required int Version { get; init; }

    /// <summary>The content, without the properties that no filter reads: body, pictures and list of sources.</summary>
    public required ArticleContent Content { get; init; }

    public required int WordCount { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? FirstPublishedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public ValueList<MentionFacts> Mentions { get; init; } = [];

    /// <summary>The facts of an article with its mentions. Whether it is public is the caller's to decide.</summary>
    /// <param name="lineages">At least of everything the article names, read under <see cref="TreeLock"/>.</param>
    public static ChangeFacts Of(Article article, IReadOnlyDictionary<long, Lineage> lineages) => new()
    {
        Id = article.Id,
        Uri = article.Uri,
        Slug = article.Slug,
        Version = article.Version,
        Content = article.Content with { Body = null, Images = [], Sources = [] },
        WordCount = article.WordCount,
        PublishedAt = article.PublishedAt,
        FirstPublishedAt = article.FirstPublishedAt,
        UpdatedAt = article.UpdatedAt,
        ExpiresAt = article.ExpiresAt,
        Mentions =
        [
            .. article.Mentions.Select(m => new MentionFacts(m.EntityId, m.Kind, m.Relation, m.Relevance)
            {
                Ids = lineages[m.EntityId].Ids,
                Within = lineages[m.EntityId].Within,
            }),
        ],
    };

    public string ToJson() => JsonSerializer.Serialize(this, ContentJson.Options);

    public static ChangeFacts FromJson(string json) => JsonSerializer.Deserialize<ChangeFacts>(json, ContentJson.Options)
        ?? throw new JsonException("A row of the log holds the JSON null instead of facts.");
}
