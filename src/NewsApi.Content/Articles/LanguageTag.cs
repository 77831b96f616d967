using System.Text.RegularExpressions;

namespace NewsApi.Content.Articles;

/// <summary>Checks language tags, in the input of editors and in every import format.</summary>
public static partial class LanguageTag
{
    /// <summary>The tag of an article whose language is not known.</summary>
    public const string Unknown = "und";

    /// <summary>
    /// True if a text has the form of a BCP 47 tag, such as <c>en</c>, <c>pt-BR</c> or <c>zh-Hant-TW</c>. A tag for private use, such as
    /// <c>x-klingon</c>, is also valid. The language must have two or three letters. BCP 47 reserves longer language codes, but no such
    /// code exists, so a longer text such as "English" is a name and not a tag. Subtags are not looked up in the IANA registry, because the
    /// registry grows.
    /// </summary>
    public static bool IsValid(string text) => Form().IsMatch(text);

    /// <summary>
    /// Returns a feed's language tag; null if the text is not a tag. Underscores, as in the locale <c>en_US</c>, become hyphens.
    /// </summary>
    public static string? Parse(string text) => text.Replace('_', '-') is var tag && IsValid(tag) ? tag : null;

    [GeneratedRegex(@"^([A-Za-z]{2,3}|[XxIi](?=-))(-[A-Za-z0-9]{1,8}){0,8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
