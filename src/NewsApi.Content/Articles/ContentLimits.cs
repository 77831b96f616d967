using System.Reflection;
using System.Text;

namespace NewsApi.Content.Articles;

/// <summary>
/// The greatest lengths and counts of the values of an article, person, place or topic. An editor's input is checked against all of these
/// limits. An import is checked only against the limits that the database needs: <see cref="Body"/>, <see cref="KeyBytes"/>, storable text,
/// required values. The reason is that, for example, a long byline must not cause the rejection of a feed's item.
/// </summary>
internal static class ContentLimits
{
    /// <summary>
    /// The greatest length of a text of one line, in UTF-16 characters. In any script, a text of this length fits into a page of an index.
    /// </summary>
    public const int Line = 500;

    /// <summary>The greatest length of a headline, in UTF-16 characters.</summary>
    public const int Headline = 1000;

    /// <summary>The greatest length of a summary, note or description, in UTF-16 characters.</summary>
    public const int Paragraph = 10_000;

    /// <summary>The greatest length of an address, in UTF-16 characters.</summary>
    public const int Address = 2000;

    /// <summary>The greatest length of a body, in UTF-16 characters of HTML.</summary>
    public const int Body = 5_000_000;

    /// <summary>
    /// The greatest number of items in one list: the pictures, sources or mentions of an article, the renditions of a picture, or the
    /// aliases or <c>sameAs</c> URLs of an entity.
    /// </summary>
    public const int Items = 500;

    /// <summary>
    /// The greatest length of a uri, slug or name that is a key, in bytes of UTF-8. The limit is below a third of a page, which is the
    /// greatest length of a key in a btree index.
    /// </summary>
    public const int KeyBytes = 2000;

    /// <summary>
    /// Every text property of <see cref="ArticleContent"/> with its limits. Reflection finds the properties, so that a new property is
    /// checked without a change of this class.
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
        nameof(ArticleContent.Summary) or nameof(ArticleContent.SeoDescription) => Paragraph,
        nameof(ArticleContent.CanonicalUrl) => Address,
        nameof(ArticleContent.Body) => Body,
        _ => Line,
    };

    private static bool IsRequired(PropertyInfo property) =>
        property.Name is nameof(ArticleContent.Headline) or nameof(ArticleContent.Language);
}
