using System.Text;

namespace NewsApi.Content.Entities;

/// <summary>
/// Folds a name so that two spellings of the name compare equal: lower case by Unicode's simple mapping, one space between words.
/// </summary>
/// <remarks>Computed here and stored, never with <c>lower()</c> in SQL, whose result depends on the server's locale and ICU.</remarks>
public static class NameKey
{
    public static string Of(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune))
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The keys of an entity: first the key of its name, then the keys of its aliases.</summary>
    public static string[] Of(string name, IEnumerable<string> aliases) =>
        [.. aliases.Prepend(name).Select(Of).Distinct(StringComparer.Ordinal)];
}
