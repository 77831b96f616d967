using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>That an article names a person, place or topic.</summary>
/// <param name="EntityId">Its id; one that was merged into another means that one.</param>
/// <param name="Relevance">From 0 to 100; null where nobody says.</param>
public sealed record DraftMention(long EntityId, MentionRelation Relation = MentionRelation.About, int? Relevance = null);
