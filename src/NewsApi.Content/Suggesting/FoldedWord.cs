namespace NewsApi.Content.Suggesting;

/// <summary>A word of a text, with its letters folded as <see cref="Linking.Letters"/> folds them.</summary>
/// <param name="Letters">The folded letters.</param>
/// <param name="Start">The position in the text where the word begins, counted in code points.</param>
/// <param name="Ends">For each folded letter: the position in the text after the character that the letter comes from.</param>
/// <param name="Compound">
/// The number of the compound that the word is a part of. A hyphen, an apostrophe or a dot between two words joins them to a compound.
/// </param>
/// <param name="IsUnspaced">True if the script of the word has no spaces between words. The end of the word is then unknown.</param>
internal sealed record FoldedWord(string Letters, int Start, int[] Ends, int Compound, bool IsUnspaced)
{
    /// <summary>Returns the word without its first letters.</summary>
    public FoldedWord Skip(int letters) =>
        this with { Letters = Letters[letters..], Start = Ends[letters - 1], Ends = Ends[letters..] };

    /// <summary>Joins the words of a compound to one word: <c>O'Neill</c> becomes <c>oneill</c>.</summary>
    public static FoldedWord Join(IReadOnlyList<FoldedWord> parts) => parts is [var one]
        ? one
        : parts[0] with { Letters = string.Concat(parts.Select(p => p.Letters)), Ends = [.. parts.SelectMany(p => p.Ends)] };
}
