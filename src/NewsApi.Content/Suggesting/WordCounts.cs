using System.Globalization;
using System.Runtime.InteropServices;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// Counts the words of texts. After a change of texts, a count is a difference and may be negative. A word is a run of letters, in lower
/// case. A run with digits is not counted.
/// </summary>
internal sealed class WordCounts
{
    private const int LeastLetters = 3, MostLetters = 40;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public WordCounts() => _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Each word with its number.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Adds the words of a text.</summary>
    /// <param name="by">The number to add for each occurrence: 1, or -1 to take the text away.</param>
    public void Add(string? text, int by)
    {
        if (text is null)
        {
            return;
        }

        var letters = text.AsSpan();
        for (var at = 0; at < letters.Length;)
        {
            var (start, hasDigit) = (at, false);
            while (at < letters.Length && IsPart(letters[at]))
            {
                hasDigit |= char.IsDigit(letters[at]);
                at++;
            }

            if (at - start is >= LeastLetters and <= MostLetters && !hasDigit)
            {
                Count(letters[start..at], by);
            }

            at += at == start ? 1 : 0;
        }
    }

    private void Count(ReadOnlySpan<char> word, int by)
    {
        Span<char> lower = stackalloc char[MostLetters];
        lower = lower[..word.ToLowerInvariant(lower)];
        CollectionsMarshal.GetValueRefOrAddDefault(_lookup, lower, out _) += by;
    }

    private static bool IsPart(char letter) => char.IsAscii(letter)
        ? char.IsAsciiLetterOrDigit(letter)
        : char.IsLetterOrDigit(letter)
            || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
