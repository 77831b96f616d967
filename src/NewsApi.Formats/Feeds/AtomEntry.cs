using System.Collections.Frozen;
using System.Xml.Linq;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Feeds;

/// <summary>Reads an entry of Atom (RFC 4287, section 4.1.2), or the notice that an entry was deleted (RFC 6721).</summary>
internal static class AtomEntry
{
    private const string Standard = "Atom 1.0";

    private static readonly XName Base = XNamespace.Xml + "base";

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal,
    [
        "id", "title", "updated", "published", "author", "contributor", "content", "summary", "link", "category", "rights", "source",
    ]);

    /// <summary>Reads a part of a feed; null if it is not an entry.</summary>
    public static Incoming? ReadPart(XElement part, FeedChannel channel, Origin origin, bool strict)
    {
        var place = origin with { Line = part.LineNumber() ?? origin.Line };
        return part.Name == FeedNames.Atom + "entry" ? Read(part, channel, place, strict)
            : part.Name == FeedNames.Tombstones + "deleted-entry" ? Deleted(part, channel, place, strict)
            : null;
    }

    public static Incoming Read(XElement entry, FeedChannel channel, Origin origin, bool strict)
    {
        var problems = new ItemProblems();
        FeedNames.Check(entry, Known, Standard, strict, problems);
        var content = entry.Child("content");
        var isText = content is not null && content.Attr("src") is null && IsText(content.Attr("type"));
        if (content is not null && !isText)
        {
            problems.Warn("content", $"The content is of the type {content.Attr("type") ?? "of another document"}; it was left out.");
        }

        var isDraft = entry.Element(FeedNames.Publishing + "control")?.Element(FeedNames.Publishing + "draft")?.Value.Trim() == "yes";
        var values = new FeedEntry
        {
            Id = entry.Child("id").Line(),
            Link = Link(entry, "alternate", channel.Link),
            Title = Text(entry.Child("title")),
            Description = Text(entry.Child("summary")),
            Body = isText ? Text(content) : null,
            BodyIsPlain = content.Attr("type") is null or "text" or "text/plain",
            Byline = Authors(entry) ?? Authors(entry.Child("source")),
            Source = FeedText.Line(entry.Child("source").Child("title")?.Value),
            Language = entry.Lang() ?? content.Lang(),
            Published = entry.Child("published").Line() ?? entry.Child("updated").Line(),
            Updated = entry.Child("updated").Line(),
            Status = isDraft ? PublishingStatus.Withheld : PublishingStatus.Usable,
            Categories =
            [
                .. entry.Children("category").Select(category => (
                    category.Attr("label") ?? category.Attr("term"), FeedText.CategoryUri(category.Attr("scheme"), category.Attr("term")))),
            ],
            Images = FeedMedia.Read(entry, Enclosures(entry), problems),
        };
        return FeedArticle.Read(
            values, channel, Standard, entry.ToString(SaveOptions.DisableFormatting), origin, strict, problems);
    }

    /// <summary>Returns the address of a link with a relation; null if there is none, or if it is relative without a known base.</summary>
    /// <param name="page">The address against which a relative address is resolved if the feed declares no base.</param>
    public static string? Link(XElement? element, string relation, string? page)
    {
        var link = element.Children("link").FirstOrDefault(link => (link.Attr("rel") ?? "alternate") == relation);
        if (link.Attr("href") is not { } address)
        {
            return null;
        }

        var declared = link?.AncestorsAndSelf().Select(ancestor => ancestor.Attribute(Base)?.Value)
            .FirstOrDefault(text => text is not null);
        return Uri.TryCreate(declared ?? page, UriKind.Absolute, out var root) && Uri.TryCreate(root, address, out var absolute)
            ? absolute.AbsoluteUri
            : address;
    }

    public static string? Authors(XElement? element) =>
        string.Join(", ", element.Children("author").Select(author => author.Child("name").Line()).OfType<string>())
            is { Length: > 0 } names ? names : null;

    private static Incoming Deleted(XElement notice, FeedChannel channel, Origin origin, bool strict)
    {
        var problems = new ItemProblems();
        if (notice.Attr("ref") is null)
        {
            problems.Reject("The notice of a deleted entry has no 'ref', which identifies the entry.");
        }

        var values = new FeedEntry { Id = notice.Attr("ref"), Updated = notice.Attr("when"), Status = PublishingStatus.Canceled };
        return FeedArticle.Read(
            values, channel with { Author = null, Title = null }, Standard, notice.ToString(SaveOptions.DisableFormatting), origin, strict,
            problems);
    }

    private static bool IsText(string? type) =>
        type is null or "text" or "html" or "xhtml" || type.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>Returns the value of a text construct (section 3.1): plain text, or HTML.</summary>
    private static string? Text(XElement? text) =>
        text is null ? null : text.Attr("type") == "xhtml" ? HtmlMarkup.Write(text) : text.Value;

    private static IEnumerable<Rendition> Enclosures(XElement entry) =>
        from link in entry.Children("link")
        let type = PictureFiles.ContentType(link.Attr("type"))
        let address = link.Attr("href")
        where link.Attr("rel") == "enclosure" && address is not null && PictureFiles.IsPicture(type, address)
        select new Rendition { Url = address, ContentType = type };
}
