using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Suggesting;

/// <summary>A person, place, topic or section whose name matches what a reader types.</summary>
/// <param name="Text">The name that matches.</param>
/// <param name="Spans">The parts of the name that match.</param>
/// <param name="Entity">The person, place or topic; null for a section.</param>
/// <param name="Section">The section; null for a person, place or topic.</param>
public sealed record Suggestion(SuggestionKind Kind, string Text, IReadOnlyList<Span> Spans, Row? Entity, Section? Section);
