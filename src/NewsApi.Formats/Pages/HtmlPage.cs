using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>
/// Reads the HTML of a page. A value comes from the first of these sources that has it: the article that the page declares in JSON-LD, the
/// Open Graph properties, Readability. The body is an exception: if Readability finds a body, the body comes from Readability, because the
/// text in JSON-LD has lost its paragraphs.
/// </summary>
internal static class HtmlPage
{
    public static Page Read(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        using var declared = DeclaredArticle.Find(document);
        var found = Readable(html, Address(document, declared));
        var notes = new List<ImportWarning>();
        var published = Time(
            declared.Text("datePublished") ?? Meta(document, "article:published_time"), "published", "publication", notes);
        string?[] titles =
        [
            declared.Text("headline"), Meta(document, "og:title"), PlainText.OneLine(document.QuerySelector("article h1, h1")?.TextContent),
            PlainText.OneLine(document.Title),
        ];
        return new Page
        {
            Uri = Address(document, declared),
            Headline = Array.Find(titles, title => title is not null),
            Summary = declared.Text("description") ?? Meta(document, "og:description") ?? Meta(document, "description"),
            Byline = declared.Names("author") ?? Meta(document, "author") ?? PlainText.OneLine(found?.Byline),
            Source = declared.Names("publisher") ?? Meta(document, "og:site_name"),
            Section = declared.Text("articleSection") ?? Meta(document, "article:section"),
            Language = LanguageOf(
                declared.Text("inLanguage") ?? document.DocumentElement.GetAttribute("lang") ?? Meta(document, "og:locale")),
            Published = published,
            Modified = Time(declared.Text("dateModified") ?? Meta(document, "article:modified_time"), "modified", "change", notes),
            Body = found is not null ? PlainText.WithoutTitle(found.Content, titles) : Paragraphs(declared),
            Images = ImageOf(declared.Address("image") ?? Meta(document, "og:image"), Meta(document, "og:image:alt")),
            Notes = [.. notes],
        };
    }

    private static SmartReader.Article? Readable(string html, string? address)
    {
        var article = new SmartReader.Reader(address ?? "https://page.invalid/", html).GetArticle();
        return article.IsReadable && !string.IsNullOrWhiteSpace(article.TextContent) ? article : null;
    }

    private static string? Paragraphs(DeclaredArticle declared) =>
        declared.Text("articleBody", lines: true) is { } text ? PlainText.ToHtml(text) : null;

    private static string? Address(IDocument document, DeclaredArticle declared)
    {
        var addresses = new[]
        {
            document.QuerySelector("link[rel=canonical]")?.GetAttribute("href"), Meta(document, "og:url"),
            declared.Address("mainEntityOfPage"), declared.Address("url"),
        };
        return Array.Find(addresses, address => address is not null && PageLines.IsAddress(address));
    }

    private static string? Meta(IDocument document, string name) =>
        PlainText.OneLine(document.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content"));

    private static string? LanguageOf(string? language) => language is null ? null : LanguageTag.Parse(language);

    private static ValueList<Image> ImageOf(string? address, string? altText) =>
        address is not null && PageLines.IsAddress(address) ? [new Image { Url = address, AltText = altText }] : [];

    private static DateTimeOffset? Time(string? text, string name, string what, List<ImportWarning> notes)
    {
        if (text is null)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var time, out var problem))
        {
            return time;
        }

        if (PageDate.Find(text) is { Problem: null } date)
        {
            notes.Add(new ImportWarning(name, $"The time of {what} is \"{PlainText.Short(text)}\"; 00:00 UTC of that day was taken."));
            return date.Time;
        }

        notes.Add(new ImportWarning(name, $"The time of {what} is \"{PlainText.Short(text)}\" and was left out: {problem}"));
        return null;
    }
}
