using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>A mention of a person, place or topic in an editor's draft.</summary>
/// <param name="EntityId">The id of the entity; the id of a merged entity stands for the surviving entity.</param>
/// <param name="Relevance">The relevance from 0 to 100; null if the editor gives none.</param>
public sealed record DraftMention(long EntityId, MentionRelation Relation = MentionRelation.About, int? Relevance = null);
