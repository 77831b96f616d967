using System.Text;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// Corrects the words of a search that no article has. PostgreSQL decides whether a word is known, with the full-text search. The words in
/// memory give the nearest word.
/// </summary>
internal sealed class Spelling
{
    /// <summary>A shorter word is not replaced, because too many words are near it.</summary>
    private const int LeastLetters = 4;

    /// <summary>In a word of this many letters, two edits are allowed. The first letter must be right then.</summary>
    private const int LeastOfTwoEdits = 6;

    /// <summary>The greatest number of words that are looked up. Further unknown words stay as they are.</summary>
    private const int MostWords = 8;

    private readonly string _text;
    private readonly List<Unsure> _unsure = [];

    private Spelling(string text) => _text = text;

    /// <summary>True if the words in memory show that every word is known.</summary>
    public bool IsCertain => _unsure.Count == 0;

    /// <summary>Finds the words of a search that are not among the words in memory.</summary>
    /// <param name="search">The text of the search.</param>
    public static Spelling Check(string search, Func<string, bool> isKnown)
    {
        var spelling = new Spelling(search);
        foreach (var item in SearchTerms.Items(spelling._text).Where(i => !i.IsNegated))
        {
            var part = spelling._text.Substring(item.Start, item.Length);
            var words = FoldedWords.OfTyped(part) is [var separate, ..] ? separate : [];
            foreach (var word in words.Where(w => IsWord(w) && !isKnown(w.Letters)))
            {
                // A word of a compound is known if the search finds it, or if it finds the whole compound.
                var compound = words.Where(w => w.Compound == word.Compound).ToArray();
                string Show(FoldedWord from, FoldedWord to) => part[Utf16(part, from.Start)..Utf16(part, to.Ends[^1])];
                var shown = Show(word, word);
                spelling._unsure.Add(new Unsure(
                    item.Start + Utf16(part, word.Start), shown, word.Letters,
                    compound.Length > 1 ? $"{Show(compound[0], compound[^1])} or {shown}" : shown));
            }
        }

        spelling._unsure.RemoveRange(Math.Min(MostWords, spelling._unsure.Count), Math.Max(0, spelling._unsure.Count - MostWords));
        return spelling;
    }

    /// <summary>
    /// Makes the statement that decides which of the unsure words are known. The caller runs it. A stop word of every language counts as
    /// known, because the search leaves it out.
    /// </summary>
    public Statement CreateStatement(Visibility visibility)
    {
        var sql = new SqlText();
        var known = new List<string>();
        foreach (var unsure in _unsure)
        {
            var search = new Condition.Search(ContentTable.Article, unsure.Search);
            var hits = sql.AddTable($"select hit.id from article hit where {TextSearch.Sql(search, "hit", sql)}");
            known.Add(
                $"""
                exists (select from {hits} h join article a on a.id = h.id where {VisibilitySql.Article("a", visibility)})
                or not exists (select from ({TextSearch.QueryOfEach(search, sql)}) language)
                """);
        }

        sql.Append($"select {string.Join(", ", known)}");
        return new Statement(sql, row =>
        {
            for (var i = known.Count - 1; i >= 0; i--)
            {
                if (row.GetBoolean(i))
                {
                    _unsure.RemoveAt(i);
                }
            }
        });
    }

    /// <summary>Returns the text with each word that is still unsure replaced; null if there is no word to replace one with.</summary>
    /// <param name="nearest">
    /// Returns the nearest word in lower case. Its arguments are the letters of the unknown word, the greatest number of edits, and whether
    /// the first letter must be right.
    /// </param>
    public string? Correct(Func<string, int, bool, string?> nearest)
    {
        var (corrected, at, isChanged) = (new StringBuilder(), 0, false);
        foreach (var (start, word, letters, _) in _unsure)
        {
            var found = nearest(letters, 1, false) ?? (letters.Length >= LeastOfTwoEdits ? nearest(letters, 2, true) : null);
            if (found is not null)
            {
                corrected.Append(_text, at, start - at).Append(InCaseOf(word, found));
                (at, isChanged) = (start + word.Length, true);
            }
        }

        return isChanged ? corrected.Append(_text, at, _text.Length - at).ToString() : null;
    }

    private static bool IsWord(FoldedWord word) =>
        word.Letters.Length >= LeastLetters && !word.IsUnspaced && !word.Letters.Any(char.IsDigit);

    /// <summary>Gives a lower-case word the capitals of the typed word: in all letters, only in the first letter, or in none.</summary>
    private static string InCaseOf(string typed, string word) =>
        typed.Length > 1 && typed.Any(char.IsUpper) && !typed.Any(char.IsLower) ? word.ToUpperInvariant()
        : char.IsUpper(typed[0]) ? $"{char.ToUpperInvariant(word[0])}{word[1..]}"
        : word;

    /// <summary>Returns the number of UTF-16 characters in the first code points of a text.</summary>
    private static int Utf16(string text, int codePoints) => text.EnumerateRunes().Take(codePoints).Sum(r => r.Utf16SequenceLength);

    /// <summary>A word of the search that is not in memory.</summary>
    /// <param name="Start">Its position in the text.</param>
    /// <param name="Search">The search that finds an article if the word is known.</param>
    private sealed record Unsure(int Start, string Word, string Letters, string Search);
}
