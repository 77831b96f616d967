using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>A relation of an article to a person, place or topic.</summary>
public sealed class Mention
{
    public long ArticleId { get; set; }

    public long EntityId { get; set; }

    /// <summary>The kind of the entity.</summary>
    /// <remarks>The kind is copied from the entity. So a query for an article's topics does not read its mentions of people.</remarks>
    public EntityKind Kind { get; set; }

    /// <summary>How the article relates to the person, place or topic.</summary>
    public MentionRelation Relation { get; set; }

    /// <summary>
    /// How relevant the person, place or topic is to the article, from 0 to 100; null if the publisher or editor has given no relevance.
    /// </summary>
    public int? Relevance { get; set; }

    /// <summary>Whether the mention is a tag, or a link that the service found in the text.</summary>
    public MentionOrigin Origin { get; set; } = MentionOrigin.Tagged;

    /// <summary>
    /// The index of this mention in the list of the article's mentions, counted from 0. The list has the order that the publisher or editor
    /// has given; mentions that the service found in the text follow.
    /// </summary>
    public int Ordinal { get; set; }

    /// <summary>The ranges of the article's plain text that name the person, place or topic.</summary>
    public ValueList<Span> Spans { get; set; } = [];

    /// <summary>
    /// A copy of the article's <see cref="Article.PublishedAt"/>. With the copy, one index scan finds the newest articles of a topic.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public Entity? Entity { get; set; }

    internal Mention Copy() => (Mention)MemberwiseClone();
}
