using NewsApi.Content.Articles;

namespace NewsApi.Content.Linking;

/// <summary>A person, place or topic that an article names.</summary>
/// <param name="Relation">
/// <see cref="MentionRelation.Located"/> if the item was filed from the place; otherwise <see cref="MentionRelation.Mentions"/>.
/// </param>
/// <param name="Relevance">From 0 to 100.</param>
/// <param name="Spans">
/// The ranges of the body that name the entity, in the order of the text; empty if only the headline, summary or dateline names it.
/// </param>
/// <param name="Evidence">The evidence of all occurrences of the entity.</param>
public sealed record Link(
    NamedEntity Entity, MentionRelation Relation, int Relevance, ValueList<Span> Spans, LinkEvidence Evidence);
