using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace NewsApi.Content.Articles;

/// <summary>
/// Makes a feed's HTML fit to show: what is not on the list goes (HtmlSanitizer decides that), and what remains is paragraphs
/// within blocks, whatever boxes it came in.
/// </summary>
internal static class BodySanitiser
{
    private static readonly HtmlSanitizer Sanitizer = Configured();

    /// <summary>The body element of a document, nothing removed from it.</summary>
    public static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;

    /// <summary>The body element with what may stay in it.</summary>
    /// <exception cref="FormatException">The elements lie deeper than <see cref="ArticleBody.MaxDepth"/>.</exception>
    public static IElement Clean(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        RefuseDeepNesting(document);
        foreach (var foreign in document.All.Where(e => BodyElements.Foreign.Contains(e.LocalName)).ToArray())
        {
            foreign.Remove();
        }

        document.Head?.ReplaceChildrenWith([]);
        BodyParagraphs.Arrange(document.Body!);
        Sanitizer.SanitizeDom(document, null, "");
        Tidy(document.Body!);
        return document.Body!;
    }

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

    /// <summary>An address means something only with its host: the text is shown on sites that its writer does not know.</summary>
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
        // Backwards, so that what holds only something empty is empty too when its turn comes.
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
            else if (element.LocalName is not ("br" or "hr" or "img" or "td" or "th" or "tr") && IsEmpty(element))
            {
                element.Remove();
            }
        }
    }

    private static bool IsEmpty(IElement element) =>
        element.ChildElementCount == 0 && string.IsNullOrWhiteSpace(element.TextContent) && !IsSpaceBetweenWords(element);

    private static bool IsSpaceBetweenWords(IElement element) => BodyElements.Inline.Contains(element.LocalName) && element.TextContent.Length > 0;

    private static void RefuseDeepNesting(IDocument document)
    {
        var depth = 0;
        for (INode? node = document; node is not null;)
        {
            if (node.FirstChild is { } child)
            {
                if (++depth > ArticleBody.MaxDepth)
                {
                    throw new FormatException($"The body's elements lie more than {ArticleBody.MaxDepth} deep within each other.");
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
