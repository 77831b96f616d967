namespace NewsApi.Content.Articles;

/// <summary>A range of a text: of an article's plain text, or of a name.</summary>
/// <param name="Start">The position of the first character, counted in Unicode code points from 0.</param>
/// <param name="End">The position after the last character, counted in the same way.</param>
public sealed record Span(int Start, int End);
