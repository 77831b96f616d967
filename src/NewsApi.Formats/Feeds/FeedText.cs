using System.Text.RegularExpressions;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Texts of feeds, which do not always say whether they are HTML.</summary>
internal static partial class FeedText
{
    /// <summary>Returns the text on one line, without the tags of HTML; null if it would be empty.</summary>
    public static string? Line(string? text) =>
        text is null ? null : HasTags(text) ? PlainText.OfHtml(text) : PlainText.Decoded(PlainText.OneLine(text));

    public static bool HasTags(string text) => Tag().IsMatch(text);

    /// <summary>Returns true for HTML with paragraphs, pictures or other blocks: a text and not only a synopsis.</summary>
    public static bool HasBlocks(string text) => Block().IsMatch(text);

    /// <summary>
    /// Returns the identifier of a category: the code with its vocabulary, such as <c>http://cv.iptc.org/newscodes/mediatopic/20000385</c>.
    /// Returns null without a vocabulary, and for a name with spaces: they identify nothing.
    /// </summary>
    public static string? CategoryUri(string? vocabulary, string? code) =>
        vocabulary is null || code is null || code.Contains(' ', StringComparison.Ordinal) ? null
        : vocabulary[^1] is '/' or '#' or ':' or '=' ? vocabulary + code
        : vocabulary.AsSpan().ContainsAny('/', ':') ? $"{vocabulary}/{code}"
        : $"{vocabulary}:{code}";

    [GeneratedRegex("</?[A-Za-z][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<(p|br|div|ul|ol|table|blockquote|h[1-6]|img|figure|article|section|pre)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Block();
}
