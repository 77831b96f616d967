using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsApi.Content.Articles;

/// <summary>
/// The body of an article: sanitised HTML, and the plain text, word count and reading time derived from the HTML. The Markdown is not
/// stored: it is derived when a client requests it.
/// </summary>
/// <param name="Html">HTML that has only allowed elements (<see cref="BodyElements"/>); null if there is no body.</param>
/// <param name="Text">
/// The plain text, with a blank line between blocks. The spans of mentions are positions in this text, counted in code points.
/// </param>
/// <param name="ReadingMinutes">The time to read the text, as <see cref="Article.ReadingTime"/>.</param>
public sealed partial record ArticleBody(string? Html, string? Text, int WordCount, int ReadingMinutes)
{
    /// <summary>
    /// The greatest depth to which elements may be nested. Code that reads HTML is recursive, so deeper nesting could overflow the stack.
    /// </summary>
    public const int MaxDepth = 200;

    public static ArticleBody None { get; } = new(null, null, 0, 0);

    /// <summary>The embeds that the sanitiser removed, by element and host: "iframe of maps.example".</summary>
    public ValueList<string> DroppedEmbeds { get; private init; } = [];

    /// <summary>
    /// Sanitises HTML from any source, and returns it with its plain text and word count. Only the elements of a news text are kept.
    /// </summary>
    /// <exception cref="FormatException">The elements are nested deeper than <see cref="MaxDepth"/>.</exception>
    public static ArticleBody Sanitised(string? html) => Sanitised(html, EmbedHosts.Current);

    /// <inheritdoc cref="Sanitised(string?)"/>
    /// <param name="embeds">The hosts whose embeds are kept.</param>
    internal static ArticleBody Sanitised(string? html, EmbedHosts embeds)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return None;
        }

        var body = BodySanitiser.Clean(html, embeds, out var dropped);
        return dropped.Count == 0 ? Of(body) : Of(body) with { DroppedEmbeds = dropped };
    }

    /// <summary>
    /// Makes a body from HTML without sanitising the HTML. Use this method only for HTML that our own code made from plain text.
    /// </summary>
    public static ArticleBody Trusted(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return None;
        }

        return Of(html, BodyText.OfParagraphs(html) ?? BodyText.Of(BodySanitiser.Parse(html)));
    }

    /// <summary>
    /// Sanitises the HTML of a body that was stored before, and leaves a clean body exactly as it was. HTML that <see cref="Trusted"/> took
    /// can have white space between the blocks, which the sanitiser would remove.
    /// </summary>
    /// <exception cref="FormatException">As <see cref="Sanitised(string?)"/>.</exception>
    internal static ArticleBody Restored(string? html)
    {
        var body = Sanitised(html);
        return body.Html != html && html is not null && body.Html is { } clean && WithoutSpace(clean) == WithoutSpace(html)
            ? Trusted(html)
            : body;
    }

    /// <summary>Converts the HTML of a body to CommonMark. Tables and definition lists stay HTML, because CommonMark has neither.</summary>
    /// <param name="html">The value of <see cref="Html"/>.</param>
    public static string ToMarkdown(string html) => BodyMarkdown.Of(BodySanitiser.Parse(html));

    private static ArticleBody Of(IElement body)
    {
        var html = body.InnerHtml;
        return html.Length == 0 ? None : Of(html, BodyText.Of(body));
    }

    private static ArticleBody Of(string html, string text) => new(html, text, BodyText.CountWords(text), ReadingTime.Of(text));

    private static string WithoutSpace(string html) => SpaceBetweenTags().Replace(html, "><");

    [GeneratedRegex(@">\s+<")]
    private static partial Regex SpaceBetweenTags();
}
