namespace NewsApi.Content.Reading.Conditions;

/// <summary>A word or phrase of a search, and where it is in the text.</summary>
/// <param name="Start">The position of its first character, after a quote.</param>
/// <param name="IsNegated">True if the word or phrase must not occur.</param>
internal readonly record struct SearchItem(int Start, int Length, bool IsPhrase, bool IsNegated);
