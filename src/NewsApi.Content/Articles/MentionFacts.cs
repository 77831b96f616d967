using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>One mention within <see cref="ChangeFacts"/>.</summary>
/// <remarks>These values alone decide a filter by id or by <c>within</c>, even after moves and merges.</remarks>
public sealed record MentionFacts(long EntityId, EntityKind Kind, MentionRelation Relation, int? Relevance)
{
    /// <summary>Rows of an older log lack it, from when all mentions were tagged.</summary>
    public MentionOrigin Origin { get; init; } = MentionOrigin.Tagged;

    /// <summary>
    /// Every id that leads to the entity: its own first, then those of the entities merged into it. Older rows of the log lack this list.
    /// </summary>
    public ValueList<long> Ids { get; init; } = [EntityId];

    /// <summary>
    /// The ids of the ancestors of the entity, from its parent to the root, each with the ids of the entities merged into it.
    /// </summary>
    public ValueList<long> Within { get; init; } = [];
}
