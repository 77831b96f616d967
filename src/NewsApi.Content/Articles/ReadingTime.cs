using System.Text;

namespace NewsApi.Content.Articles;

/// <summary>Computes how many minutes it takes to read a text.</summary>
internal static class ReadingTime
{
    // Readers of many languages read about as many words a minute (Brysbaert 2019). Texts without spaces are measured in characters.
    private const int WordsPerMinute = 240, IdeographsPerMinute = 500, LettersPerMinute = 1000;

    /// <summary>SQL: the reading time of an article, also if its row has only the number of words.</summary>
    public const string Sql = "coalesce({0}.reading_minutes, ({0}.word_count + 239) / 240)";

    /// <summary>Returns the minutes for a number of words, rounded up.</summary>
    public static int OfWords(int words) => (words + WordsPerMinute - 1) / WordsPerMinute;

    /// <summary>Returns the minutes for a text, rounded up; 0 for an empty text.</summary>
    public static int Of(string? text)
    {
        var (words, ideographs, letters) = (0, 0, 0);
        var inside = false;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (BodyText.IsIdeograph(rune))
            {
                ideographs++;
                inside = false;
            }
            else if (IsWrittenWithoutSpaces(rune))
            {
                letters++;
                inside = false;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                words += inside ? 0 : 1;
                inside = true;
            }
            else if (BodyText.EndsWord(rune))
            {
                inside = false;
            }
        }

        return (int)Math.Ceiling(
            ((double)words / WordsPerMinute) + ((double)ideographs / IdeographsPerMinute) + ((double)letters / LettersPerMinute));
    }

    /// <summary>Returns true for a letter of Thai, Lao, Burmese or Khmer.</summary>
    private static bool IsWrittenWithoutSpaces(Rune rune) =>
        rune.Value is (>= 0x0E01 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) && Rune.IsLetter(rune);
}
