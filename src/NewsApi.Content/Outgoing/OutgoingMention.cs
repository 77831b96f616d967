using NewsApi.Content.Articles;

namespace NewsApi.Content.Outgoing;

/// <summary>A person, place or topic of an article, and how the article relates to it.</summary>
public sealed record OutgoingMention
{
    public required OutgoingEntity Entity { get; init; }

    public MentionRelation Relation { get; init; } = MentionRelation.Mentions;

    /// <summary>How relevant the person, place or topic is to the article, from 0 to 100.</summary>
    public int? Relevance { get; init; }
}
