using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>A relation of an article to a person, place or topic.</summary>
public sealed class Mention
{
    public long ArticleId { get; set; }

    public long EntityId { get; set; }

    /// <summary>The kind of the entity.</summary>
    /// <remarks>Repeated from the entity, so that an article's topics are found without reading its people.</remarks>
    public EntityKind Kind { get; set; }

    /// <summary>How the article relates to the person, place or topic.</summary>
    public MentionRelation Relation { get; set; }

    /// <summary>How relevant the person, place or topic is to the article, from 0 to 100; null if the source gives no relevance.</summary>
    public int? Relevance { get; set; }

    /// <summary>Whether it was tagged, or found in the text.</summary>
    public MentionOrigin Origin { get; set; } = MentionOrigin.Tagged;

    /// <summary>The index among the article's mentions, from 0, in the order of the source.</summary>
    public int Ordinal { get; set; }

    /// <summary>Where the plain text names the entity, as ranges of characters.</summary>
    public ValueList<Span> Spans { get; set; } = [];

    /// <summary>The article's own <see cref="Article.PublishedAt"/>, repeated so that "newest by topic" is one index scan.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public Entity? Entity { get; set; }

    internal Mention Copy() => (Mention)MemberwiseClone();
}
