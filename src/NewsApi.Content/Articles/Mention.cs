using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>A relation of an article to a person, place or topic.</summary>
public sealed class Mention
{
    public long ArticleId { get; set; }

    public long EntityId { get; set; }

    /// <summary>The kind of the entity, repeated here so that an article's topics are found without reading its people.</summary>
    public EntityKind Kind { get; set; }

    /// <summary>How the article relates to it.</summary>
    public MentionRelation Relation { get; set; }

    /// <summary>How relevant it is to the article, from 0 to 100; null if the source gives none.</summary>
    public int? Relevance { get; set; }

    /// <summary>The index among the article's mentions, from 0, in the order of the source.</summary>
    public int Ordinal { get; set; }

    /// <summary>Where the plain text names it, as ranges of characters.</summary>
    public ValueList<Span> Spans { get; set; } = [];

    /// <summary>The article's own <see cref="Article.PublishedAt"/>, repeated so that "newest by topic" is one index scan.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public Entity? Entity { get; set; }

    internal Mention Copy() => (Mention)MemberwiseClone();
}
