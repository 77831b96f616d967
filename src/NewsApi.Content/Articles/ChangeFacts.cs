using System.Text.Json;
using System.Text.Json.Serialization;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>
/// Every filterable value of an article at one moment, stored in a row of the log. A row has the facts before and after a change. These
/// facts suffice to decide whether the article entered or left a list, so the tables are not read.
/// </summary>
public sealed record ChangeFacts
{
    public required long Id { get; init; }

    public required string Uri { get; init; }

    public required string Slug { get; init; }

    public required int Version { get; init; }

    /// <summary>The content without the properties that no filter reads: the body, the pictures and the list of sources.</summary>
    public required ArticleContent Content { get; init; }

    public required int WordCount { get; init; }

    /// <summary>
    /// The stored reading time. Null in older rows of the log, and for an article that an older version of the program wrote.
    /// </summary>
    public int? ReadingMinutes { get; init; }

    /// <summary>The reading time in minutes, as <see cref="Article.ReadingTime"/>.</summary>
    [JsonIgnore]
    public int ReadingTime => ReadingMinutes ?? Articles.ReadingTime.OfWords(WordCount);

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? FirstPublishedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public ValueList<MentionFacts> Mentions { get; init; } = [];

    /// <summary>
    /// The names that a search of the article reads, as <see cref="Article.SearchNames"/>. Null in a row of the log from an older version
    /// of the program.
    /// </summary>
    public string? SearchNames { get; init; }

    /// <summary>
    /// Returns the facts of an article with its mentions. Whether the article is public is not checked here; the caller checks it.
    /// </summary>
    /// <param name="lineages">
    /// The ids of each entity and of its ancestors, by the entity's id. The dictionary must contain every entity that the article mentions;
    /// other entities are ignored. The caller must have read these ids under <see cref="TreeLock"/>.
    /// </param>
    public static ChangeFacts Of(Article article, IReadOnlyDictionary<long, Lineage> lineages) => new()
    {
        Id = article.Id,
        Uri = article.Uri,
        Slug = article.Slug,
        Version = article.Version,
        Content = article.Content with { Body = null, Images = [], Sources = [] },
        WordCount = article.WordCount,
        ReadingMinutes = article.ReadingMinutes,
        PublishedAt = article.PublishedAt,
        FirstPublishedAt = article.FirstPublishedAt,
        UpdatedAt = article.UpdatedAt,
        ExpiresAt = article.ExpiresAt,
        SearchNames = article.SearchNames,
        Mentions =
        [
            .. article.Mentions.Select(m => new MentionFacts(m.EntityId, m.Kind, m.Relation, m.Relevance)
            {
                Origin = m.Origin,
                Ids = lineages[m.EntityId].Ids,
                Within = lineages[m.EntityId].Within,
            }),
        ],
    };

    public string ToJson() => JsonSerializer.Serialize(this, ContentJson.Options);

    public static ChangeFacts FromJson(string json) => JsonSerializer.Deserialize<ChangeFacts>(json, ContentJson.Options)
        ?? throw new JsonException("A row of the log holds the JSON null instead of facts.");
}
