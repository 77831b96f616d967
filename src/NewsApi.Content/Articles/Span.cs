namespace NewsApi.Content.Articles;

/// <summary>A range of the article's plain text.</summary>
/// <param name="Start">The position of the first character, counted in Unicode code points from 0.</param>
/// <param name="End">The position after the last character, counted in the same way.</param>
public sealed record Span(int Start, int End);
