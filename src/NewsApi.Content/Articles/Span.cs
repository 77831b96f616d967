namespace NewsApi.Content.Articles;

/// <summary>A range of the article's plain text.</summary>
/// <param name="Start">The first character, counted in Unicode code points from 0.</param>
/// <param name="End">The character after the last.</param>
public sealed record Span(int Start, int End);
