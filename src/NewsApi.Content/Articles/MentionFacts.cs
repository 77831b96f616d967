using NewsApi.Content.Entities;

namespace NewsApi.Content.Articles;

/// <summary>One mention within <see cref="ChangeFacts"/>.</summary>
/// <remarks>
/// A filter by <c>id</c> or by <c>within</c> reads only the properties of this record. So the move or the merge of an entity appends rows
/// with new facts to the log, for every article that mentions an affected entity.
/// </remarks>
public sealed record MentionFacts(long EntityId, EntityKind Kind, MentionRelation Relation, int? Relevance)
{
    /// <summary>
    /// Whether the mention is a tag, or the service found the name in the text. Older rows of the log do not have this property. When they
    /// were written, all mentions were tags, so the default is a tag.
    /// </summary>
    public MentionOrigin Origin { get; init; } = MentionOrigin.Tagged;

    /// <summary>
    /// Every id that leads to the entity: first the id of the entity itself, then the ids of the entities merged into it. Older rows of the
    /// log do not have this list. For such a row, the list has only the id of the entity itself.
    /// </summary>
    public ValueList<long> Ids { get; init; } = [EntityId];

    /// <summary>
    /// The ids that lead to the entity's ancestors, from its parent to the root. For each ancestor, the list has first the ancestor's own
    /// id, and then the ids of the entities merged into the ancestor.
    /// </summary>
    public ValueList<long> Within { get; init; } = [];
}
