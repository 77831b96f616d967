using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Folds text by Unicode's simple case folding (section 5.18), code point by code point. It also replaces every typographic apostrophe by
/// the plain one. The table is part of this project, so that the result is the same everywhere. PostgreSQL's <c>lower()</c> depends on the
/// server's locale and ICU. The methods of .NET depend on its version.
/// </summary>
public static class CaseFold
{
    private static readonly FrozenDictionary<int, Rune> Folds = Load();

    /// <summary>For each folded code point, the code points that fold to it. The folded code point itself comes first.</summary>
    private static readonly FrozenDictionary<int, string> Cases = Folds.GroupBy(f => f.Value.Value)
        .ToFrozenDictionary(
            g => g.Key,
            g => string.Concat(g.Select(f => char.ConvertFromUtf32(f.Key)).Prepend(char.ConvertFromUtf32(g.Key))));

    /// <summary>Returns the folded text. Texts that differ only in case have the same folded text.</summary>
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
    /// Returns a regular expression of PostgreSQL that matches the text in upper or lower case. Each letter becomes the set of its cases,
    /// for example <c>[aA]</c>. PostgreSQL compares the stored text without folding, so the result is the same on every server.
    /// </summary>
    public static string ToPattern(string text)
    {
        var pattern = new StringBuilder(text.Length * 4);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Cases.TryGetValue(Of(rune).Value, out var cases))
            {
                // The brackets contain only letters and apostrophes, which need no escape.
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
        using var stream = typeof(CaseFold).Assembly.GetManifestResourceStream("NewsApi.Content.Reading.Conditions.CaseFolding.txt")
            ?? throw new InvalidOperationException("The assembly lacks CaseFolding.txt.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split(' ')).ToFrozenDictionary(pair => Hex(pair[0]), pair => new Rune(Hex(pair[1])));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
