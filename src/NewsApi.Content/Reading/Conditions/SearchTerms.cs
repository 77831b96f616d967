using System.Buffers;
using System.Text;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Parses the text of a search box, and writes a query in the syntax of <c>to_tsquery</c>. Every text is valid. A text can have words, and
/// phrases in quotes of any style. The word <c>or</c> separates alternatives. A <c>-</c> before a word or phrase excludes the rows that
/// contain this word or phrase. In the query, each word is in quotes.
/// </summary>
/// <remarks>
/// A word with hyphens or apostrophes gets two alternatives. For example, <c>night-train</c> matches <c>nighttrain</c>, or <c>night</c>
/// followed by <c>train</c>. Some scripts have no spaces between words. A run of their characters becomes a sequence of overlapping pairs:
/// <c>東京都</c> becomes <c>東京</c> and <c>京都</c>. The migration <c>SearchWords</c> indexes texts by the same rules. The migration also
/// normalises and stems the words.
/// </remarks>
internal static class SearchTerms
{
    private const string Quotes = "\"“”„‟«»〝〞〟＂「」『』《》";
    private const string OpeningQuotes = "‘‚‹";
    private const string ClosingQuotes = "’‘›";
    private const string Hyphens = "-\u2010\u2011\u2012\u2013\u2212\u05be\u30a0\u200c";
    private const string Apostrophes = "'\u2018\u2019\u201b\u2032\u02b9\u0374\u02bb\u02bc\uff07";

    private static readonly SearchValues<char> AnyQuote = SearchValues.Create(Quotes);

    /// <summary>
    /// The ranges of the scripts that the migration indexes as pairs of characters. These scripts have no spaces between words. The list
    /// includes half-width Katakana, which the migration normalises.
    /// </summary>
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0e00, 0x0eff), (0x1000, 0x11ff), (0x1780, 0x17ff), (0x2e80, 0x2fdf), (0x3005, 0x3007), (0x3021, 0x3029),
        (0x3040, 0x309f), (0x30a1, 0x30fa), (0x30fc, 0x318f), (0x31a0, 0x31ff), (0x3400, 0x9fff), (0xa960, 0xa97f),
        (0xac00, 0xd7ff), (0xf900, 0xfaff), (0xff66, 0xff9f), (0x20000, 0x3ffff),
    ];

    /// <summary>Parses a search.</summary>
    /// <param name="completesLastWord">True if the last word of the search also matches longer words that begin with it.</param>
    /// <returns>The argument of <c>to_tsquery</c>; empty if the text has no word.</returns>
    public static string Parse(string text, bool completesLastWord)
    {
        var alternatives = new List<List<string>> { new() };
        var or = false;
        foreach (var part in Items(text))
        {
            var (word, isLast) = (text.Substring(part.Start, part.Length), part.Start + part.Length == text.Length);
            if (part is { IsPhrase: false, IsNegated: false } && !isLast && alternatives[^1].Count > 0
                && word.Equals("or", StringComparison.OrdinalIgnoreCase))
            {
                or = true;
                continue;
            }

            var item = Write(
                word, joins: !part.IsPhrase, isPrefix: completesLastWord && part is { IsPhrase: false, IsNegated: false } && isLast);
            if (item.Length == 0)
            {
                continue;
            }

            if (or)
            {
                alternatives.Add([]);
                or = false;
            }

            alternatives[^1].Add(part.IsNegated ? $"!({item})" : $"({item})");
        }

        return string.Join(" | ", alternatives.Where(a => a.Count > 0).Select(items => $"({string.Join(" & ", items)})"));
    }

    /// <summary>Returns the words and phrases of a search in their order.</summary>
    public static IEnumerable<SearchItem> Items(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var negated = SkipToItem(text, ref at);
            if (at < text.Length)
            {
                var start = at;
                var phrase = ReadPhrase(text, ref at);
                yield return phrase is null
                    ? new SearchItem(start, ReadWord(text, ref at).Length, IsPhrase: false, negated)
                    : new SearchItem(start + 1, phrase.Length, IsPhrase: true, negated);
            }
        }
    }

    /// <summary>
    /// Skips blanks and hyphens up to the next word or phrase. Returns true if a minus is directly before that word or phrase.
    /// </summary>
    private static bool SkipToItem(string text, ref int at)
    {
        var negated = false;
        for (; at < text.Length && (char.IsWhiteSpace(text[at]) || Hyphens.Contains(text[at], StringComparison.Ordinal)); at++)
        {
            negated = text[at] is '-' or '\u2212';
        }

        return negated;
    }

    /// <summary>
    /// Reads a phrase, whose opening quote is at <paramref name="at"/>. Returns null if no opening quote is there. If the closing quote is
    /// missing, the phrase ends at the end of the text.
    /// </summary>
    private static string? ReadPhrase(string text, ref int at)
    {
        if (Quotes.Contains(text[at], StringComparison.Ordinal))
        {
            var end = text.AsSpan(at + 1).IndexOfAny(AnyQuote);
            var phrase = end < 0 ? text[(at + 1)..] : text.Substring(at + 1, end);
            at += phrase.Length + (end < 0 ? 1 : 2);
            return phrase;
        }

        if (OpeningQuotes.Contains(text[at], StringComparison.Ordinal))
        {
            for (var end = at + 1; end < text.Length; end++)
            {
                if (ClosingQuotes.Contains(text[end], StringComparison.Ordinal)
                    && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1])))
                {
                    var phrase = text[(at + 1)..end];
                    at = end + 1;
                    return phrase;
                }
            }
        }

        return null;
    }

    private static string ReadWord(string text, ref int at)
    {
        var start = at;
        for (at++; at < text.Length && !char.IsWhiteSpace(text[at]) && !Quotes.Contains(text[at], StringComparison.Ordinal); at++)
        {
        }

        return text[start..at];
    }

    private static string Write(string text, bool joins, bool isPrefix)
    {
        var parts = Split(text);
        if (parts.Count == 0)
        {
            return "";
        }

        var written = string.Join(" <-> ", parts.Select((part, i) => part.Write(isFirst: i == 0, isLast: i == parts.Count - 1, isPrefix)));
        return joins && Join(text) is { } joined ? $"{Quote(joined)}{(isPrefix ? ":*" : "")} | {written}" : written;
    }

    /// <summary>Splits a word or phrase into parts. The parts must be adjacent in a text that matches.</summary>
    private static List<Part> Split(string text)
    {
        var parts = new List<Part>();
        var run = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnspaced(rune))
            {
                EndWord();
                run.Add(rune.ToString());
                continue;
            }

            EndRun();
            if (Rune.IsWhiteSpace(rune) || rune.Value == '/'
                || (rune.IsBmp && Hyphens.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                EndWord();
            }
            else
            {
                word.Append(rune.ToString());
            }
        }

        EndWord();
        EndRun();
        return parts;

        void EndWord()
        {
            if (word.ToString() is var letters && letters.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            {
                parts.Add(new(letters, []));
            }

            word.Clear();
        }

        void EndRun()
        {
            if (run.Count > 0)
            {
                parts.Add(new("", [.. run]));
            }

            run.Clear();
        }
    }

    /// <summary>
    /// Returns a word without its hyphens and apostrophes. Returns null if the word has neither, or if the text is more than one word.
    /// </summary>
    private static string? Join(string word)
    {
        string[] parts = word.Split([.. Hyphens, .. Apostrophes]);
        parts = parts is [.., "s" or "S"] ? parts[..^1] : parts;
        return parts.Length > 1 && Array.TrueForAll(parts, IsSpaced)
            ? string.Concat(parts)
            : null;
    }

    private static bool IsSpaced(string word) => word.Length > 0
        && word.EnumerateRunes().All(r => Rune.IsLetterOrDigit(r) && !IsUnspaced(r));

    private static bool IsUnspaced(Rune rune) =>
        rune.Value >= Unspaced[0].First && Array.Exists(Unspaced, u => rune.Value >= u.First && rune.Value <= u.Last);

    private static string Quote(string word)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in word)
        {
            quoted.Append(character switch
            {
                // A backslash would end the quotes. So would a character that NFKC replaces by an apostrophe or a backslash.
                '\\' or '\uff3c' or '\ufe68' => " ",
                '\u2033' or '\u2034' or '\u2057' => " ",
                '\u0149' => "''n",
                _ when Apostrophes.Contains(character, StringComparison.Ordinal) => "''",
                _ => character.ToString(),
            });
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>A word, or a run of characters of a script that has no spaces between words.</summary>
    private sealed record Part(string Word, string[] Run)
    {
        /// <summary>
        /// Writes the terms of the part. The index stores a run as its first character, then its pairs, then its last character. So a part
        /// before the run is adjacent to the first character, and a part after the run is adjacent to the last character. The query
        /// therefore has the first character only if a part precedes the run. It has the last character only if a part follows the run.
        /// </summary>
        public string Write(bool isFirst, bool isLast, bool isPrefix)
        {
            if (Run.Length == 0)
            {
                return Quote(Word) + (isLast && isPrefix ? ":*" : "");
            }

            if (Run.Length == 1 && isFirst && isLast)
            {
                return $"{Quote(Run[0])}:*";
            }

            IEnumerable<string> pairs = Run.Zip(Run.Skip(1), (a, b) => a + b);
            var terms = pairs.Prepend(isFirst ? "" : Run[0]).Append(isLast ? "" : Run[^1]).Where(term => term.Length > 0);
            return string.Join(" <-> ", terms.Select(Quote));
        }
    }
}
