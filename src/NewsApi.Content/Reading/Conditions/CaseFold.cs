using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Text without the difference of case, by Unicode's simple case folding (section 5.18), a code point at a time. The table is
/// our own: what <c>lower()</c> answers depends on the server's locale and ICU, and what .NET answers on its version.
/// </summary>
public static class CaseFold
{
    private static readonly FrozenDictionary<int, Rune> Folds = Load();

    /// <summary>Code points that differ only in case, by the one they all fold to; that one is the first.</summary>
    private static readonly FrozenDictionary<int, string> Alike = Folds.GroupBy(f => f.Value.Value)
        .ToFrozenDictionary(g => g.Key, g => string.Concat(g.Select(f => char.ConvertFromUtf32(f.Key)).Prepend(char.ConvertFromUtf32(g.Key))));

    /// <summary>The text folded: two texts that differ only in case give the same.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(Of(rune).ToString());
        }

        return folded.ToString();
    }

    /// <summary>
    /// A regular expression of PostgreSQL that finds the text in any case: every letter as the list of its cases. So what is
    /// stored is compared as it is, nothing is folded in the database, and the answer is the same on every server.
    /// </summary>
    public static string Pattern(string text)
    {
        var pattern = new StringBuilder(text.Length * 4);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Alike.TryGetValue(Of(rune).Value, out var cases))
            {
                // Letters all, so nothing in the brackets has a meaning of its own.
                pattern.Append('[').Append(cases).Append(']');
            }
            else if (rune.IsAscii && !Rune.IsLetterOrDigit(rune))
            {
                pattern.Append('\\').Append(rune.ToString());
            }
            else
            {
                pattern.Append(rune.ToString());
            }
        }

        return pattern.ToString();
    }

    private static Rune Of(Rune rune) => Folds.TryGetValue(rune.Value, out var folded) ? folded : rune;

    private static FrozenDictionary<int, Rune> Load()
    {
        using var stream = typeof(CaseFold).Assembly.GetManifestResourceStream("NewsApi.Content.Reading.Conditions.CaseFolding.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split(' ')).ToFrozenDictionary(pair => Hex(pair[0]), pair => new Rune(Hex(pair[1])));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
