using System.Globalization;
using System.Text;
using NewsApi.Content.Linking;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// Splits names and typed texts into words. Case, accents, hyphens and apostrophes have no effect on the words.
/// </summary>
internal static class FoldedWords
{
    /// <summary>The greatest number of words of a name that are found.</summary>
    private const int MostOfName = 40;

    /// <summary>The greatest number of words of a typed text that must match. Later words are ignored.</summary>
    private const int MostTyped = 16;

    private const string Joiners = "-'.\u2018\u2019\u02bc\u00b4`\u2010\u2011\u00b7\u30fb\uff07";

    /// <summary>
    /// Returns every word by which a name is found. These are its words, and each compound as one word. For a word of a script without
    /// spaces, these are also its ends: <c>京都</c> for <c>東京都</c>.
    /// </summary>
    public static IReadOnlyList<FoldedWord> OfName(string name)
    {
        var parts = Split(name);
        var words = new List<FoldedWord>(parts);
        foreach (var part in parts)
        {
            for (var i = 1; part.IsUnspaced && i < part.Letters.Length; i++)
            {
                if (!char.IsLowSurrogate(part.Letters[i]))
                {
                    words.Add(part.Skip(i));
                }
            }
        }

        words.AddRange(Compounds(parts).Where(c => c.Count > 1).Select(FoldedWord.Join));
        return words.Count > MostOfName ? words[..MostOfName] : words;
    }

    /// <summary>
    /// Returns one or two alternatives for the words of a typed text. In the first, the parts of a compound are separate words. In the
    /// second, each compound is one word. A name matches the text if it has all words of one alternative. A text without words has no
    /// alternative.
    /// </summary>
    public static IReadOnlyList<FoldedWord[]> OfTyped(string typed)
    {
        var parts = Split(typed);
        if (parts.Count == 0)
        {
            return [];
        }

        FoldedWord[] joined = [.. Compounds(parts).Select(FoldedWord.Join).Take(MostTyped)];
        return joined.Length == parts.Count ? [joined] : [[.. parts.Take(MostTyped)], joined];
    }

    /// <summary>Returns the folded letters of a text that is one word; empty if it is not.</summary>
    public static string Fold(string word) => Split(word) is [var one] ? one.Letters : "";

    private static List<List<FoldedWord>> Compounds(List<FoldedWord> parts) =>
        [.. parts.GroupBy(p => p.Compound).Select(c => c.ToList())];

    private static List<FoldedWord> Split(string text)
    {
        var words = new List<FoldedWord>();
        var (letters, ends) = (new StringBuilder(), new List<int>());
        var (at, start, compound, gap) = (0, 0, 0, 0);
        var (joins, isUnspaced) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var isMark = Letters.IsMark(rune);
            if (!isMark && !Rune.IsLetterOrDigit(rune))
            {
                End();
                (gap, joins) = (gap + 1, IsJoiner(rune));
            }
            else if (Letters.IsIgnored(rune.Value))
            {
                // An accent ends where its letter ends.
                if (ends.Count > 0)
                {
                    ends[^1] = at + 1;
                }
            }
            else
            {
                var itsScript = isMark ? isUnspaced : Letters.ScriptOf(rune.Value) == TokenScript.Unspaced;
                if (letters.Length > 0 && itsScript != isUnspaced)
                {
                    End();
                }

                if (letters.Length == 0)
                {
                    (start, isUnspaced) = (at, itsScript);
                    compound += gap == 1 && joins ? 0 : 1;
                }

                Append(rune);
                gap = 0;
            }

            at++;
        }

        End();
        return words;

        void Append(Rune rune)
        {
            var before = letters.Length;
            letters.Append(Fold(rune));
            ends.AddRange(Enumerable.Repeat(at + 1, letters.Length - before));
        }

        void End()
        {
            if (letters.Length > 0)
            {
                words.Add(new FoldedWord(letters.ToString(), start, [.. ends], compound, isUnspaced));
                letters.Clear();
                ends.Clear();
            }
        }
    }

    private static string Fold(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.ToLowerInvariant((char)rune.Value).ToString(CultureInfo.InvariantCulture);
        }

        return Letters.Fold(rune, out var single)
            ?? (single > 0 && Rune.TryCreate(WithoutMark(single), out var letter) ? letter.ToString() : "");
    }

    // In a decomposed form these letters have a mark, and marks are ignored.
    private static int WithoutMark(int letter) => letter switch
    {
        'й' => 'и',
        'ї' => 'і',
        'ў' => 'у',
        _ => letter,
    };

    private static bool IsJoiner(Rune rune) => rune.IsBmp && Joiners.Contains((char)rune.Value, StringComparison.Ordinal);
}
