using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>One mention within <see cref="ChangeFacts"/>.</summary>
/// <remarks>A filter by id, or by <c>within</c>, is decided by these alone, also after moves and merges.</remarks>
public sealed record MentionFacts(long EntityId, EntityKind Kind, MentionRelation Relation, int? Relevance)
{
    /// <summary>
    /// Every id that means the entity: its own first, then those that were merged into it. Rows of an older log lack them.
    /// </summary>
    public ValueList<long> Ids { get; init; } = [EntityId];

    /// <summary>Every id that means something the entity lies within, from its parent to the root.</summary>
    public ValueList<long> Within { get; init; } = [];
}
