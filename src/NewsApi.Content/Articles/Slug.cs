using System.Globalization;
using System.Text;
using AnyAscii;

namespace NewsApi.Content.Articles;

/// <summary>The readable part of an address: lower-case ASCII letters, digits and single hyphens.</summary>
public static class Slug
{
    /// <summary>
    /// The greatest length of a slug made from a text, in characters. A number that is appended to make the slug unique is not counted.
    /// </summary>
    public const int MaxLength = 80;

    /// <summary>
    /// Makes a slug from a headline or a name. Accents are removed, other scripts are transliterated, and a long slug is cut at the end of
    /// a word. Returns <paramref name="otherwise"/> for a text without a letter or digit.
    /// </summary>
    public static string From(string text, string otherwise)
    {
        var slug = new StringBuilder(MaxLength + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (slug.Length > MaxLength)
            {
                break;
            }

            Append(slug, rune);
        }

        var whole = slug.Length <= MaxLength;
        var end = whole ? slug.Length : LastWordEnd(slug);
        while (end > 0 && slug[end - 1] == '-')
        {
            end--;
        }

        return end == 0 ? otherwise : slug.ToString(0, end);
    }

    /// <summary>
    /// Returns the slug with a number that makes it unique, such as <c>election-results-2</c>. For the number 1, returns the slug itself.
    /// </summary>
    public static string Numbered(string slug, int number) =>
        number == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");

    private static void Append(StringBuilder slug, Rune rune)
    {
        // The apostrophe belongs to the word around it: "don't" is one word, and so is "l’été".
        // A combining mark belongs to the letter before it.
        if (rune.Value is '\'' or '’' or 'ʼ' or (>= 0x300 and <= 0x36F))
        {
            return;
        }

        // Chinese and Japanese are written without spaces. A word for each character is easier to read than one endless word.
        var ideograph = rune.Value is >= 0x3400 and <= 0x9FFF or >= 0x20000 and <= 0x3FFFF;
        if (ideograph)
        {
            Hyphen(slug);
        }

        foreach (var character in rune.IsAscii ? rune.ToString() : rune.ToString().Transliterate())
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else
            {
                Hyphen(slug);
            }
        }

        if (ideograph)
        {
            Hyphen(slug);
        }
    }

    private static void Hyphen(StringBuilder slug)
    {
        if (slug.Length > 0 && slug[^1] != '-')
        {
            slug.Append('-');
        }
    }

    private static int LastWordEnd(StringBuilder slug)
    {
        for (var at = MaxLength; at > MaxLength / 2; at--)
        {
            if (slug[at] == '-')
            {
                return at;
            }
        }

        return MaxLength;
    }
}
