using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>Converts a news item to an article.</summary>
internal static class G2Reader
{
    /// <param name="element">The element <c>newsItem</c>.</param>
    /// <param name="pictures">The items of the same document that are pictures of this item.</param>
    /// <param name="text">The document as text if the item is the whole document; otherwise null.</param>
    public static Incoming Read(XElement element, IReadOnlyList<XElement> pictures, string? text, Origin origin, bool strict)
    {
        var item = new G2Item(element);
        var reading = new XmlFieldReader();
        var status = G2Times.Status(item, reading);
        var uri = element.Attr("guid");
        if (uri is null)
        {
            reading.Reject("The item has no 'guid', which identifies it across its versions.");
        }

        var body = G2Body.Read(item, reading);
        var headline = Headline(item, body, status, reading);
        var sources = Sources(item, reading);
        G2Names.Check(item, strict, reading);
        var article = new IncomingArticle(origin)
        {
            Uri = reading.Identity(uri ?? ""),
            Version = element.Attr("version"),
            VersionCreated = reading.Time(item.ItemMeta.Child("versionCreated")),
            FirstCreated = reading.Time(item.ItemMeta.Child("firstCreated")),
            Status = status,
            EmbargoedUntil = reading.Time(item.ItemMeta.Child("embargoed")),
            Expires = G2Times.Expires(item, reading),
            Content = new ArticleContent
            {
                Headline = headline ?? "",
                Kicker = Texts(item, "headline").FirstOrDefault(t => t.Role is "kicker" or "overline").Text,
                Summary = Summary(item) ?? body.Nitf?.Summary,
                Byline = Byline(item, body, reading),
                Dateline = item.Choose(item.ContentMeta.Children("dateline")) ?? body.Nitf?.Dateline ?? Located(item, reading),
                Language = reading.Language("language", item.Language),
                Body = body.Html is null || body.IsTrusted ? body.Html : PlainText.WithoutTitle(body.Html, headline),
                Genre = item.ContentMeta.Children("genre").Select(g => G2Concept.Read(g, item, reading)?.DisplayName).FirstOrDefault(),
                Urgency = reading.Whole(item.ContentMeta.Child("urgency").Line(), "urgency", 1, 9),
                Source = Source(item, sources, body, reading),
                Images = G2Images.Read(item, pictures, reading),
                Sources = sources,
            },
            BodyIsTrusted = body.IsTrusted,
            Mentions = G2Mentions.Read(item, reading),
            Format = element.Attr("standardversion") is { Length: <= 10 } version ? $"NewsML-G2 {version}" : "NewsML-G2",
            Document = text ?? Document(element, pictures),
        };
        Incoming rejection = reading.Rejection(origin);
        return reading.IsRejected ? rejection : article with { Warnings = reading.Warnings };
    }

    /// <summary>
    /// Returns the stored document of an item in a message: the item without the message, and with its pictures. So the item has the same
    /// document in every message, and another document if one of its pictures changes.
    /// </summary>
    private static string Document(XElement element, IReadOnlyList<XElement> pictures) => pictures.Count == 0
        ? element.ToString(SaveOptions.DisableFormatting)
        : new XElement(element.Name.Namespace + "newsMessage",
            new XElement(element.Name.Namespace + "itemSet", element, pictures)).ToString(SaveOptions.DisableFormatting);

    /// <returns>The headline; null if the item has none.</returns>
    private static string? Headline(G2Item item, G2Body body, PublishingStatus status, XmlFieldReader reading)
    {
        var headlines = item.ContentMeta.Children("headline").Where(h => G2Code.Of(h, "role") is null or "main" or "headline");
        var headline = item.Choose(headlines) ?? body.Nitf?.Headline ?? item.Choose(item.ContentMeta.Children("headline"))
            ?? item.Choose(item.ItemMeta.Children("title")) ?? item.Choose(item.ContentMeta.Children("slugline"))
            ?? HeadlineText.FromBody(body.Html, reading);
        // A kill notice often has only the identity of the item, and must not fail because of that.
        if (headline is null && status == PublishingStatus.Usable)
        {
            var content = item.Contents.Elements().FirstOrDefault(e => e.Name.LocalName is "events" or "concept") is null
                ? "The item has no headline, title, slugline or text"
                : "The item contains events or concepts, and no headline";
            reading.Reject($"{content}, so it is not an article.");
        }

        return headline;
    }

    private static IEnumerable<(string? Role, string? Text)> Texts(G2Item item, string name) =>
        item.ContentMeta.Children(name).Select(text => (G2Code.Of(text, "role"), text.Prose()));

    private static string? Summary(G2Item item) => Texts(item, "description")
        .Where(text => text.Text is not null)
        .Select(text => (Rank: TextRole.SummaryRank(text.Role), text.Text))
        .Where(text => text.Rank >= 0)
        .OrderBy(text => text.Rank)
        .FirstOrDefault().Text;

    private static string? Byline(G2Item item, G2Body body, XmlFieldReader reading)
    {
        if ((item.Choose(item.ContentMeta.Children("by")) ?? body.Nitf?.Byline) is { } line)
        {
            return line;
        }

        var names = item.ContentMeta.Children("creator").Select(creator => G2Concept.Read(creator, item, reading))
            .Where(creator => creator?.Nature is null or "person").Select(creator => creator?.Name).OfType<string>();
        return string.Join(", ", names) is { Length: > 0 } all ? all : null;
    }

    private static string? Located(G2Item item, XmlFieldReader reading) =>
        item.ContentMeta.Child("located") is { } place ? G2Concept.Read(place, item, reading)?.DisplayName : null;

    private static ValueList<InformationSource> Sources(G2Item item, XmlFieldReader reading)
    {
        var concepts = item.ContentMeta.Children("infoSource").Select(source => G2Concept.Read(source, item, reading));
        return
        [
            .. from concept in concepts
               where concept?.NameOrCode is not null
               select new InformationSource { Name = concept.NameOrCode ?? "", Role = concept.Role, Uri = concept.Uri },
        ];
    }

    /// <summary>
    /// Returns the organisation that an article comes from: the originator, else the copyright holder, the provider, the first source.
    /// </summary>
    private static string? Source(G2Item item, ValueList<InformationSource> sources, G2Body body, XmlFieldReader reading)
    {
        return sources.FirstOrDefault(source => source.Role?.Contains("originator", StringComparison.Ordinal) == true)?.Name
            ?? Party(item.Element.Children("rightsInfo").Select(rights => rights.Child("copyrightHolder")).FirstOrDefault())
            ?? Party(item.ItemMeta.Child("provider")) ?? (sources.Count > 0 ? sources[0].Name : null) ?? body.Nitf?.Distributor;

        string? Party(XElement? party) => party is null ? null : G2Concept.Read(party, item, reading)?.NameOrCode;
    }
}
