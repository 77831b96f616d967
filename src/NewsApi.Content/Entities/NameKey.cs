using System.Text;

namespace NewsApi.Content.Entities;

/// <summary>
/// Folds names: names that differ only in case or white space have the same folded form. Case is folded to lower case by Unicode's simple
/// mapping.
/// </summary>
/// <remarks>
/// The folded form is computed here and stored. SQL's <c>lower()</c> is not used, because its result depends on the server's locale and
/// ICU.
/// </remarks>
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

    /// <summary>Returns the folded names of an entity: first its name, then its aliases.</summary>
    public static string[] Of(string name, IEnumerable<string> aliases) =>
        [.. aliases.Prepend(name).Select(Of).Distinct(StringComparer.Ordinal)];
}
