using System.Text.RegularExpressions;
using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Nitf;

/// <summary>Converts a document of NITF to an article.</summary>
internal static partial class NitfReader
{
    /// <param name="nitf">The element <c>nitf</c>.</param>
    public static Incoming Read(XElement nitf, string document, Origin origin, bool strict)
    {
        var reading = new XmlFieldReader();
        UnknownParts.Check(nitf, NitfNames.Elements, "NITF 3.6", element => element.Name.LocalName is "custom-table", strict, reading);
        var head = nitf.Child("head");
        var data = head.Child("docdata");
        var text = new NitfText(nitf);
        var release = reading.Time(data.Child("date.release").Attr("norm"), "date.release");
        var status = Status(data, release is not null, reading);
        var body = text.Html;
        var headline = text.Headline ?? head.Child("title").Prose() ?? HeadlineText.FromBody(body, reading);
        if (headline is null && status == PublishingStatus.Usable)
        {
            reading.Reject("The document has neither a headline nor a text, so it is not an article.");
        }

        var copyright = data.Child("doc.copyright").Attr("holder");
        var issued = Issued(data.Child("date.issue").Attr("norm"), "date.issue", reading)
            ?? Issued(head.Child("pubdata").Attr("date.publication"), "date.publication", reading);
        var article = new IncomingArticle(origin)
        {
            Uri = reading.Identity(Identify(nitf, data, reading)),
            Version = data.Child("du-key").Attr("version"),
            VersionCreated = issued,
            Status = status,
            EmbargoedUntil = release,
            Expires = reading.Time(data.Child("date.expire").Attr("norm"), "date.expire"),
            Content = new ArticleContent
            {
                Headline = headline ?? "",
                Summary = text.Summary,
                Byline = text.Byline,
                Dateline = text.Dateline,
                Language = reading.Language("xml:lang", nitf.Attr("baselang") ?? nitf.Lang() ?? nitf.Child("body").Lang()),
                Body = body is null ? null : PlainText.WithoutTitle(body, headline),
                Section = head.Child("pubdata").Attr("position.section"),
                Genre = head.Child("tobject").Children("tobject.property").Select(genre => genre.Attr("tobject.property.type"))
                    .FirstOrDefault(genre => genre is not (null or "current")),
                Urgency = reading.Whole(data.Child("urgency").Attr("ed-urg"), "ed-urg", 1, 8),
                Source = text.Distributor ?? copyright ?? data.Child("doc-id").Attr("regsrc"),
                Images = Images(text, reading),
            },
            Mentions = NitfMentions.Read(head, text, reading),
            Format = Version().Match(nitf.Attr("version") ?? "") is { Success: true } match ? $"NITF {match.Value}" : "NITF",
            Document = document,
        };
        Incoming rejection = reading.Rejection(origin);
        return reading.IsRejected ? rejection : article with { Warnings = reading.Warnings };
    }

    /// <summary>Returns <c>doc-id</c>, with the source that registered it before an id that is not a URI; else <c>uno</c>.</summary>
    private static string Identify(XElement nitf, XElement? data, XmlFieldReader reading)
    {
        var id = data.Child("doc-id");
        if (id.Attr("id-string") is { } text)
        {
            return !text.Contains(':', StringComparison.Ordinal) && id.Attr("regsrc") is { } source ? $"{source}:{text}" : text;
        }

        if (nitf.Attr("uno") is { } uno)
        {
            return uno;
        }

        reading.Reject("The document has no 'doc-id' with an 'id-string', which identifies it.");
        return "";
    }

    private static PublishingStatus Status(XElement? data, bool isReleased, XmlFieldReader reading)
    {
        var name = data.Attr("management-status");
        switch (name?.ToLowerInvariant())
        {
            case null:
            case "embargoed" when isReleased:
                return PublishingStatus.Usable;
            case "embargoed":
                reading.Warn("management-status", "The embargo has no time, so the item is withheld until a version of it is released.");
                return PublishingStatus.Withheld;
            default:
                if (StatusName.Find(name) is { } status)
                {
                    return status;
                }

                reading.Reject(
                    $"'management-status' is \"{PlainText.Short(name)}\"; it must be usable, embargoed, withheld or canceled.");
                return PublishingStatus.Withheld;
        }
    }

    /// <summary>Returns the time of issue. NITF allows a time without an offset, which is then taken for UTC.</summary>
    private static DateTimeOffset? Issued(string? text, string name, XmlFieldReader reading)
    {
        if (text is null || !Iso8601.HasNoOffset(Iso8601.Extend(text)))
        {
            return reading.Time(text, name);
        }

        reading.Warn(name, $"'{name}' is \"{text}\", without an offset from UTC; it was read as UTC.");
        return reading.Time(Iso8601.Extend(text) + "Z", name);
    }

    private static ValueList<Image> Images(NitfText text, XmlFieldReader reading)
    {
        var media = text.Content?.Descendants(text.Content.Name.Namespace + "media") ?? [];
        var images =
            from picture in media.Where(m => m.Attr("media-type") is null or "image" or "graphic")
            let image = PictureFiles.Choose([.. picture.Children("media-reference").Select(ToFile).OfType<Rendition>()], null, reading)
            where image is not null
            select image with
            {
                Caption = picture.Child("media-caption").Prose(),
                Credit = picture.Child("media-producer").Prose(),
                AltText = picture.Child("media-reference").Attr("alternate-text"),
            };
        return [.. images.DistinctBy(image => image.Url)];
    }

    private static Rendition? ToFile(XElement reference) => PictureFiles.ToFile(
        reference.Attr("source"), reference.Attr("mime-type"), reference.Attr("width"), reference.Attr("height"), reference.Attr("name"));

    [GeneratedRegex(@"[0-9]\.[0-9]")]
    private static partial Regex Version();
}
