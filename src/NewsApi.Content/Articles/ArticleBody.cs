using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// The body of an article: HTML that is safe to show, and the plain text and the number of words that follow from it.
/// Markdown is made when it is asked for.
/// </summary>
/// <param name="Html">HTML out of a short list of elements; null where there is no body.</param>
/// <param name="Text">The words alone, a blank line between blocks; spans of mentions count its code points.</param>
public sealed record ArticleBody(string? Html, string? Text, int WordCount)
{
    /// <summary>How deep elements may lie within each other. Readers of HTML walk it by recursion, and the stack has an end.</summary>
    public const int MaxDepth = 200;

    public static ArticleBody None { get; } = new(null, null, 0);

    /// <summary>Takes HTML from anywhere and keeps what belongs into a news text.</summary>
    /// <exception cref="FormatException">The elements lie deeper than <see cref="MaxDepth"/>.</exception>
    public static ArticleBody Sanitised(string? html) => string.IsNullOrWhiteSpace(html) ? None : Of(BodySanitiser.Clean(html));

    /// <summary>Takes HTML that one of our own readers made out of plain text; it is not sanitised.</summary>
    public static ArticleBody Trusted(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return None;
        }

        var text = BodyText.OfParagraphs(html) ?? BodyText.Of(BodySanitiser.Parse(html));
        return new ArticleBody(html, text, BodyText.CountWords(text));
    }

    /// <summary>The body as CommonMark. Tables, for which it has no words, stay HTML within it.</summary>
    /// <param name="html">What <see cref="Html"/> holds.</param>
    public static string ToMarkdown(string html) => BodyMarkdown.Of(BodySanitiser.Parse(html));

    private static ArticleBody Of(IElement body)
    {
        var html = body.InnerHtml;
        if (html.Length == 0)
        {
            return None;
        }

        var text = BodyText.Of(body);
        return new ArticleBody(html, text, BodyText.CountWords(text));
    }
}
