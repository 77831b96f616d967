using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMl1;

/// <summary>Converts a news item to an article.</summary>
internal static class NewsMl1Reader
{
    private static readonly string[] IdentityParts = ["ProviderId", "DateId", "NewsItemId"];
    private static readonly string[] SourceParts = ["Source", "Provider"];

    private const string Lines = "NewsLines";
    private const string Administration = "AdministrativeMetadata";
    private const string Description = "DescriptiveMetadata";

    /// <param name="item">The element <c>NewsItem</c>.</param>
    public static Incoming Read(XElement item, Origin origin, bool strict)
    {
        var reading = new XmlFieldReader();
        UnknownParts.Check(item, NewsMl1Names.Elements, "NewsML 1.2", element => element.Name.LocalName == "DataContent", strict, reading);
        var management = item.Child("NewsManagement");
        var status = NewsMl1Status.Read(management, reading);
        var article = new NewsMl1Component(item);
        var (body, bodyIsTrusted, nitf) = NewsMl1Content.Body(article, reading);
        var headline = article.First(Lines, "HeadLine").Prose() ?? nitf?.Headline ?? HeadlineText.FromBody(body, reading);
        if (item.Child("Update") is not null)
        {
            reading.Reject("The item contains instructions that change a stored item, and no article.");
        }
        else if (headline is null && status.Status == PublishingStatus.Usable)
        {
            reading.Reject("The item has neither a headline nor a text, so it is not an article.");
        }

        var sources = Sources(article);
        var read = new IncomingArticle(origin)
        {
            Uri = reading.Identity(Identify(item, reading)),
            Version = Identifier(item).Child("RevisionId").Line(),
            VersionCreated = reading.Time(management.Child("ThisRevisionCreated")),
            FirstCreated = reading.Time(management.Child("FirstCreated")),
            Status = status.Status,
            EmbargoedUntil = status.EmbargoedUntil,
            Expires = status.Expires,
            Content = new ArticleContent
            {
                Headline = headline ?? "",
                Summary = article.First(Lines, "SubHeadLine").Prose() ?? nitf?.Summary,
                Byline = article.First(Lines, "ByLine").Prose() ?? nitf?.Byline ?? Party(article, "Creator"),
                Dateline = article.First(Lines, "DateLine").Prose() ?? nitf?.Dateline,
                Language = reading.Language("Language", NewsMl1Component.Formal(article.First(Description, "Language")) ?? item.Lang()),
                Body = body is null || bodyIsTrusted ? body : PlainText.WithoutTitle(body, headline),
                Genre = NewsMl1Component.Formal(article.First(Description, "Genre")),
                Urgency = reading.Whole(NewsMl1Component.Formal(management.Child("Urgency")), "Urgency", 1, 9),
                Source = sources.Count > 0 ? sources[0].Name : nitf?.Distributor,
                Images = NewsMl1Content.Images(article, reading),
                Sources = sources,
            },
            BodyIsTrusted = bodyIsTrusted,
            Mentions = NewsMl1Mentions.Read(article, reading),
            Format = item.Parent.Attr("Version") is { Length: <= 10 } version ? $"NewsML {version}" : "NewsML 1",
            Document = item.ToString(SaveOptions.DisableFormatting),
        };
        Incoming rejection = reading.Rejection(origin);
        return reading.IsRejected ? rejection : read with { Warnings = reading.Warnings };
    }

    private static XElement? Identifier(XElement item) => item.Child("Identification").Child("NewsIdentifier");

    /// <summary>Returns the URN of RFC 3085 without the revision, so that it identifies the item in all its versions.</summary>
    private static string Identify(XElement item, XmlFieldReader reading)
    {
        var identifier = Identifier(item);
        var parts = IdentityParts.Select(name => identifier.Child(name).Line()).ToArray();
        if (!Array.Exists(parts, part => part is null))
        {
            return $"urn:newsml:{string.Join(':', parts)}";
        }

        reading.Reject("The item has no 'NewsIdentifier' with 'ProviderId', 'DateId' and 'NewsItemId', which identify it.");
        return "";
    }

    private static string? Party(NewsMl1Component article, string name) =>
        PlainText.OneLine(string.Join(", ", article.All(Administration, name).SelectMany(party => party.Children("Party"))
            .Select(NewsMl1Component.Formal).OfType<string>()));

    private static ValueList<InformationSource> Sources(NewsMl1Component article) =>
    [
        .. from name in SourceParts
           let party = Party(article, name)
           where party is not null
           select new InformationSource { Name = party, Role = name.ToLowerInvariant() },
    ];
}
