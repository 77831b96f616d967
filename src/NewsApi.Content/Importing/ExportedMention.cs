using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>A mention as it is stored: also how it was made, and the ranges of the text that name the person, place or topic.</summary>
/// <param name="Slug">The slug of the person, place or topic in the export.</param>
public sealed record ExportedMention(EntityKind Kind, string Slug, MentionRelation Relation, MentionOrigin Origin)
{
    /// <summary>The relevance from 0 to 100; null if none was given.</summary>
    public int? Relevance { get; init; }

    /// <summary>The ranges of the plain text of the body, in code points.</summary>
    public ValueList<Span> Spans { get; init; } = [];
}
