using System.Collections.Frozen;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Feeds;

/// <summary>Reads an item of RSS.</summary>
internal static partial class RssItem
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal,
        ["title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"]);

    public static Incoming Read(XElement item, FeedChannel channel, string version, Origin origin, bool strict)
    {
        var problems = new ItemProblems();
        FeedNames.Check(item, Known, version, strict, problems);
        var guid = item.Child("guid");
        var permalink = guid.Attr("isPermaLink") != "false" && guid.Line() is { } address && WebAddress.IsValid(address) ? address : null;
        var original = item.Elements().FirstOrDefault(element => element.Name.LocalName == "origLink").Line();
        var entry = new FeedEntry
        {
            Id = guid.Line(),
            Link = original ?? item.Child("link").Line() ?? permalink,
            Title = item.Child("title")?.Value ?? Extension(item, FeedNames.DublinCore, "title"),
            Description = item.Child("description")?.Value,
            Body = Extension(item, FeedNames.Content, "encoded"),
            Byline = Authors(item),
            Source = item.Child("source").Line() ?? Extension(item, FeedNames.DublinCore, "publisher"),
            Language = Extension(item, FeedNames.DublinCore, "language") ?? item.Lang(),
            Published = item.Child("pubDate").Line() ?? Extension(item, FeedNames.DublinCoreTerms, "created")
                ?? Extension(item, FeedNames.DublinCore, "date") ?? Extension(item, FeedNames.Atom, "published"),
            Updated = Extension(item, FeedNames.Atom, "updated") ?? Extension(item, FeedNames.DublinCoreTerms, "modified"),
            Categories =
            [
                .. item.Children("category").Select(c => (c.Line(), FeedText.CategoryUri(c.Attr("domain"), c.Line()))),
                .. item.Elements(FeedNames.DublinCore + "subject").Select(subject => (subject.Line(), (string?)null)),
            ],
            Images = FeedMedia.Read(item, Enclosures(item), problems),
        };
        return FeedArticle.Read(
            entry, channel, version, item.ToString(SaveOptions.DisableFormatting),
            origin with { Line = item.LineNumber() ?? origin.Line }, strict, problems);
    }

    private static string? Extension(XElement item, XNamespace space, string name) =>
        item.Element(space + name)?.Value is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>
    /// Returns the names of the authors. In RSS, an author is an email address with the name in brackets; only the name is taken.
    /// </summary>
    private static string? Authors(XElement item)
    {
        var names = item.Elements(FeedNames.DublinCore + "creator").Select(creator => creator.Line()).OfType<string>().ToList();
        if (names.Count > 0)
        {
            return string.Join(", ", names);
        }

        var author = item.Child("author").Line();
        return author is null || !author.Contains('@', StringComparison.Ordinal) ? author
            : NameInBrackets().Match(author) is { Success: true } match ? match.Groups["name"].Value
            : null;
    }

    private static IEnumerable<Rendition> Enclosures(XElement item) =>
        from enclosure in item.Children("enclosure")
        let type = PictureFiles.ContentType(enclosure.Attr("type"))
        let address = enclosure.Attr("url")
        where address is not null && PictureFiles.IsPicture(type, address)
        select new Rendition { Url = address, ContentType = type };

    [GeneratedRegex(@"\((?<name>[^()@]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex NameInBrackets();
}
