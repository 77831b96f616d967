using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace NewsApi.Content.Articles;

/// <summary>
/// Sanitises HTML. First <see cref="BodyParagraphs"/> makes paragraphs of all text outside block elements. Then HtmlSanitizer unwraps every
/// element that is not allowed: it removes the element and keeps its content.
/// </summary>
internal static class BodySanitiser
{
    private static readonly HtmlSanitizer Sanitizer = Configured();

    /// <summary>Parses HTML and returns its body element, unchanged.</summary>
    public static IElement Parse(string html) => BodyOf(new HtmlParser().ParseDocument(html));

    /// <summary>Parses HTML and returns its body element, which has only allowed content.</summary>
    /// <param name="dropped">The embeds that were removed, by element and host.</param>
    /// <exception cref="FormatException">The elements are nested deeper than <see cref="ArticleBody.MaxDepth"/>.</exception>
    public static IElement Clean(string html, EmbedHosts embeds, out ValueList<string> dropped)
    {
        var document = new HtmlParser().ParseDocument(html);
        RejectDeepNesting(document);
        dropped = embeds.Filter(document);
        foreach (var foreign in document.All.Where(e => BodyElements.Foreign.Contains(e.LocalName)).ToArray())
        {
            foreign.Remove();
        }

        document.Head?.ReplaceChildrenWith([]);
        BodyParagraphs.Arrange(BodyOf(document));
        Sanitizer.SanitizeDom(document, null, "");
        var body = BodyOf(document);
        Tidy(body);
        return body;
    }

    private static IElement BodyOf(IDocument document) =>
        document.Body ?? throw new InvalidOperationException("The parser gives every document a body.");

    private static void ReplaceChildrenWith(this IElement element, INode[] nodes)
    {
        while (element.FirstChild is { } child)
        {
            element.RemoveChild(child);
        }

        element.Append(nodes);
    }

    private static HtmlSanitizer Configured()
    {
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        Fill(sanitizer.AllowedTags, BodyElements.Blocks.Concat(BodyElements.Inline).Append("html").Append("head").Append("body"));
        Fill(sanitizer.AllowedAttributes, BodyElements.Attributes);
        Fill(sanitizer.AllowedSchemes, ["http", "https", "mailto"]);
        Fill(sanitizer.UriAttributes, ["href", "src", "cite"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        sanitizer.FilterUrl += (_, url) => url.SanitizedUrl = url.SanitizedUrl is null ? null : Absolute(url.SanitizedUrl, url.Tag);
        return sanitizer;
    }

    private static void Fill(ISet<string> set, IEnumerable<string> values)
    {
        set.Clear();
        set.UnionWith(values);
    }

    /// <summary>
    /// Returns the URL if it is absolute and its scheme is allowed; null otherwise. A relative URL is not allowed, because other sites show
    /// the text too, and the URL would lead to a wrong address there. The URL of an image must be HTTPS.
    /// </summary>
    private static string? Absolute(string url, IElement of)
    {
        var whole = url.StartsWith("//", StringComparison.Ordinal) ? $"https:{url}" : url;
        return Uri.TryCreate(whole, UriKind.Absolute, out var uri) && (of is not IHtmlImageElement || uri.Scheme == Uri.UriSchemeHttps)
            && uri.Scheme is "http" or "https" or "mailto"
            ? whole
            : null;
    }

    private static void Tidy(IElement body)
    {
        // Children are visited before their parents, so that an element is removed if all its children were removed.
        foreach (var element in body.QuerySelectorAll("*").Reverse().ToArray())
        {
            if (element is IHtmlImageElement && !element.HasAttribute("src"))
            {
                element.Remove();
            }
            else if (element.LocalName == "a" && !element.HasAttribute("href"))
            {
                BodyParagraphs.Unwrap(element);
            }
            else if (element.LocalName is not ("br" or "hr" or "img" or "iframe" or "td" or "th" or "tr") && IsEmpty(element))
            {
                element.Remove();
            }
        }
    }

    private static bool IsEmpty(IElement element) =>
        element.ChildElementCount == 0 && string.IsNullOrWhiteSpace(element.TextContent) && !IsSpaceBetweenWords(element);

    private static bool IsSpaceBetweenWords(IElement element) =>
        BodyElements.Inline.Contains(element.LocalName) && element.TextContent.Length > 0;

    private static void RejectDeepNesting(IDocument document)
    {
        var depth = 0;
        for (INode? node = document; node is not null;)
        {
            if (node.FirstChild is { } child)
            {
                if (++depth > ArticleBody.MaxDepth)
                {
                    throw new FormatException($"The elements of the body are nested more than {ArticleBody.MaxDepth} deep.");
                }

                node = child;
                continue;
            }

            while (node is not null && node.NextSibling is null)
            {
                node = node.Parent;
                depth--;
            }

            node = node?.NextSibling;
        }
    }
}
