using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>One mention within <see cref="ChangeFacts"/>.</summary>
/// <remarks>
/// These values alone decide a filter by id or by <c>within</c>. A move or a merge appends new facts for the articles that it affects.
/// </remarks>
public sealed record MentionFacts(long EntityId, EntityKind Kind, MentionRelation Relation, int? Relevance)
{
    /// <summary>
    /// Whether the mention is a tag or was found in the text. Older rows of the log do not have this value, because all mentions were tags
    /// then.
    /// </summary>
    public MentionOrigin Origin { get; init; } = MentionOrigin.Tagged;

    /// <summary>
    /// Every id that leads to the entity: its own first, then those of the entities merged into it. Older rows of the log do not have this
    /// list; for them it is the entity's own id.
    /// </summary>
    public ValueList<long> Ids { get; init; } = [EntityId];

    /// <summary>
    /// The ids of the entity's ancestors, from its parent to the root. Each ancestor's own id comes first, then the ids merged into it.
    /// </summary>
    public ValueList<long> Within { get; init; } = [];
}
