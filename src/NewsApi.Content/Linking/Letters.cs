using System.Globalization;
using System.Text;
using AnyAscii;

namespace NewsApi.Content.Linking;

/// <summary>
/// Folds letters so that different spellings of one name become equal. Removes case and accents. Writes Latin letters in ASCII ("ø" as "o",
/// "ß" as "ss").
/// </summary>
internal static class Letters
{
    private const int FirstLatin = 0xC0;
    private const int LastLatin = 0x24F;
    private const int FirstVietnamese = 0x1E00;
    private const int LastVietnamese = 0x1EFF;

    private static readonly string[] Latin = Table(FirstLatin, LastLatin);
    private static readonly string[] Vietnamese = Table(FirstVietnamese, LastVietnamese);

    /// <summary>Folds a character outside ASCII.</summary>
    /// <param name="single">The folded letter, if there is exactly one; otherwise 0.</param>
    /// <returns>The folded letters, if there are several; otherwise null.</returns>
    public static string? Fold(Rune rune, out int single)
    {
        var value = rune.Value;
        single = 0;
        if (value is >= FirstLatin and <= LastLatin)
        {
            return One(Latin[value - FirstLatin], out single);
        }

        if (value is >= FirstVietnamese and <= LastVietnamese)
        {
            return One(Vietnamese[value - FirstVietnamese], out single);
        }

        if (!IsIgnored(value))
        {
            single = Plain(Rune.ToLowerInvariant(rune).Value);
        }

        return null;
    }

    /// <summary>Whether a character is a combining accent, or an invisible character that only controls the layout of text.</summary>
    public static bool IsIgnored(int value) => value is 0xAD or (>= 0x300 and <= 0x36F) or (>= 0x591 and <= 0x5C7)
        or 0x640 or (>= 0x64B and <= 0x65F) or 0x670 or (>= 0x200B and <= 0x200F) or 0x2060 or 0xFEFF;

    /// <summary>Whether a character belongs to the letter before it and is no letter itself.</summary>
    public static bool IsMark(Rune rune) => IsIgnored(rune.Value) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    public static TokenScript ScriptOf(int value) => value switch
    {
        < 0xE00 => TokenScript.Spaced,
        <= 0xEFF or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) => TokenScript.Unspaced,
        (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7FF) => TokenScript.Hangul,
        (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) => TokenScript.Katakana,
        (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x309F) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x3FFFF) => TokenScript.Unspaced,
        _ => TokenScript.Spaced,
    };

    // Newspapers leave out the accents of Greek letters and the dots of ё.
    private static int Plain(int value) => value switch
    {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' or 'ϊ' or 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' or 'ϋ' or 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        _ => value,
    };

    private static string? One(string letters, out int single)
    {
        single = letters.Length == 1 ? letters[0] : 0;
        return letters.Length > 1 ? letters : null;
    }

    private static string[] Table(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(value => new Rune(value).ToString().Transliterate().ToLowerInvariant())];
}
