using System.Reflection;
using System.Text;

namespace NewsApi.Content.Articles;

/// <summary>
/// The greatest lengths and counts of the values of an article, person, place or topic. An editor's input is checked against all of these
/// limits. An import is checked only against those that the database needs (<see cref="Body"/>, <see cref="KeyBytes"/>, storable text,
/// required values): an item of a feed must not be refused for a long byline.
/// </summary>
internal static class ContentLimits
{
    /// <summary>
    /// The longest text of one line, in UTF-16 characters; a text with an index must fit into an index page in any script.
    /// </summary>
    public const int Line = 500;

    /// <summary>The longest headline, in UTF-16 characters.</summary>
    public const int Headline = 1000;

    /// <summary>The longest summary, note or description, in UTF-16 characters.</summary>
    public const int Paragraph = 10_000;

    /// <summary>The longest body, in UTF-16 characters of HTML.</summary>
    public const int Body = 5_000_000;

    /// <summary>The greatest number of pictures, sources or mentions of an article, and of aliases or addresses of an entity.</summary>
    public const int Items = 500;

    /// <summary>The longest uri, slug or name that is a key, in bytes of UTF-8: a btree holds keys of up to a third of a page.</summary>
    public const int KeyBytes = 2000;

    /// <summary>
    /// Every text among the properties of <see cref="ArticleContent"/>, so that a new property is checked without an edit here.
    /// </summary>
    public static IReadOnlyList<ContentText> Texts { get; } =
    [
        .. typeof(ArticleContent).GetProperties().Where(p => p.PropertyType == typeof(string))
            .Select(p => new ContentText(p, LongestOf(p), IsRequired(p))),
    ];

    public static bool IsKeyTooLong(string? key) => key is not null && Encoding.UTF8.GetByteCount(key) > KeyBytes;

    private static int LongestOf(PropertyInfo property) => property.Name switch
    {
        nameof(ArticleContent.Headline) => Headline,
        nameof(ArticleContent.Summary) => Paragraph,
        nameof(ArticleContent.Body) => Body,
        _ => Line,
    };

    private static bool IsRequired(PropertyInfo property) =>
        property.Name is nameof(ArticleContent.Headline) or nameof(ArticleContent.Language);
}
