using NewsApi.Content.Articles;

namespace NewsApi.Content.Linking;

/// <summary>A person, place or topic that an article names.</summary>
/// <param name="Relation">Located for the place it was filed from; otherwise mentioned.</param>
/// <param name="Relevance">From 0 to 100.</param>
/// <param name="Spans">Where the body names it, in order; empty where only the headline, summary or dateline does.</param>
/// <param name="Evidence">All evidence of its occurrences.</param>
public sealed record Link(
    NamedEntity Entity, MentionRelation Relation, int Relevance, ValueList<Span> Spans, LinkEvidence Evidence);
