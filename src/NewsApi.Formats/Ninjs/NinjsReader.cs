using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>Reads a ninjs item into an article.</summary>
internal static class NinjsReader
{
    /// <returns>Null if the item is refused.</returns>
    public static IncomingArticle? Read(ParsedDocument document, NinjsVersion version, JsonFieldReader reading)
    {
        var item = new NinjsItem(document.Json, reading);
        var status = Status(item, reading);
        if (!IsArticle(item, reading))
        {
            return null;
        }

        var uri = Uri(item, reading);
        var headline = Headline(item, uri, status, reading);
        var (body, bodyIsTrusted) = NinjsBodies.Read(item, reading);
        var sources = NinjsSources.Read(item, reading);
        var article = new IncomingArticle(document.Origin)
        {
            Uri = uri ?? "",
            Version = Version(item, reading),
            VersionCreated = item.Time(NinjsProperty.VersionCreated, reading),
            FirstCreated = item.Time(NinjsProperty.FirstCreated, reading),
            Status = status,
            EmbargoedUntil = item.Time(NinjsProperty.EmbargoedUntil, reading),
            Expires = item.Time(NinjsProperty.Expires, reading),
            Content = new ArticleContent
            {
                Headline = headline ?? "",
                Kicker = Kicker(item, reading),
                Summary = Summary(item, reading),
                Byline = item.Line(NinjsProperty.By, reading),
                Dateline = item.Line(NinjsProperty.Located, reading),
                Language = Language(item, reading),
                Body = body,
                Section = NinjsMentions.Section(item, reading),
                Genre = NinjsSources.Genre(item, reading),
                Urgency = reading.Whole(item[NinjsProperty.Urgency], item.NameOf(NinjsProperty.Urgency), 1, 9),
                Source = NinjsSources.Main(sources, item.Line(NinjsProperty.CopyrightHolder, reading)),
                Images = NinjsImages.Read(item, reading),
                Sources = sources,
            },
            BodyIsTrusted = bodyIsTrusted,
            Mentions = NinjsMentions.Read(item, reading),
            Format = version.Name,
            Document = document.Text,
        };
        return reading.IsRefused ? null : article;
    }

    private static string? Uri(NinjsItem item, JsonFieldReader reading)
    {
        var uri = reading.Text(item[NinjsProperty.Uri], "uri")?.Trim();
        if (string.IsNullOrEmpty(uri))
        {
            reading.Refuse("The item has no 'uri', which identifies it across its versions.");
            return null;
        }

        if (uri.Length > Bounds.Uri)
        {
            reading.Refuse($"'uri' is {uri.Length} characters long; the limit is {Bounds.Uri}.");
        }

        return uri;
    }

    private static PublishingStatus Status(NinjsItem item, JsonFieldReader reading)
    {
        var name = item.NameOf(NinjsProperty.PubStatus);
        switch (item.Line(NinjsProperty.PubStatus, reading)?.ToLowerInvariant())
        {
            case null or "usable":
                return PublishingStatus.Usable;
            case "withheld":
                return PublishingStatus.Withheld;
            // The British spelling too: a kill notice must not fail because of a letter.
            case "canceled" or "cancelled":
                return PublishingStatus.Canceled;
            case var other:
                reading.Refuse($"'{name}' is \"{PlainText.Short(other)}\"; it must be usable, withheld or canceled.");
                return PublishingStatus.Withheld;
        }
    }

    /// <summary>Events and planning items are not articles; items of any other type are, if they have a headline.</summary>
    private static bool IsArticle(NinjsItem item, JsonFieldReader reading)
    {
        var type = item.Line(NinjsProperty.Type, reading);
        type ??= item[NinjsProperty.EventDetails].ValueKind != default ? "event"
            : item[NinjsProperty.PlannedCoverage].ValueKind != default ? "planning"
            : null;
        if (type is not ("event" or "planning"))
        {
            return true;
        }

        reading.Refuse($"An item of type {type} is not an article.");
        return false;
    }

    private static string? Headline(NinjsItem item, string? uri, PublishingStatus status, JsonFieldReader reading)
    {
        var headlines = item.Texts(NinjsProperty.Headlines, "headline_", reading).ToList();
        var headline = item.Line(NinjsProperty.Headline, reading)
            ?? headlines.OrderBy(h => h.Role is "main" or "headline" ? 0 : h.Role is null ? 1 : 2)
                .Select(h => h.Line)
                .FirstOrDefault(line => line is not null)
            ?? item.Line(NinjsProperty.Title, reading)
            ?? item.Line(NinjsProperty.Slugline, reading);
        if (headline is not null)
        {
            return headline;
        }

        if (status != PublishingStatus.Usable)
        {
            // A kill notice often contains only the uri of the item and must not fail because of that.
            return uri;
        }

        reading.Refuse("The item has no headline, title or slugline, so it is not an article.");
        return null;
    }

    private static string? Kicker(NinjsItem item, JsonFieldReader reading) =>
        item.Texts(NinjsProperty.Headlines, "headline_", reading).Where(h => h.Role is "kicker").Select(h => h.Line).FirstOrDefault();

    /// <summary>Accepts a number too, which many systems write.</summary>
    private static string? Version(NinjsItem item, JsonFieldReader reading) =>
        item[NinjsProperty.Version].ValueKind == JsonValueKind.Number
            ? item[NinjsProperty.Version].GetRawText()
            : item.Line(NinjsProperty.Version, reading);

    private static string? Summary(NinjsItem item, JsonFieldReader reading) =>
        item.Texts(NinjsProperty.Descriptions, "description_", reading)
        .Select(text => (Rank: SummaryRank(text), text.Line))
        .Where(text => text.Line is not null && text.Rank >= 0)
        .OrderBy(text => text.Rank)
        .FirstOrDefault().Line;

    /// <summary>
    /// Ranks a role: lower is better, below 0 is not a summary. Roles are free text; these are the ones that agencies use.
    /// </summary>
    private static int SummaryRank(NinjsText text) => text.Role switch
    {
        "creditline" or "credit" or "writer" or "byline" or "keywords" or "alt" or "alttext" => -1,
        "summary" or "abstract" or "lead" or "preamble" or "main" => text.IsHtml ? 1 : 0,
        null or "text" => text.IsHtml ? 3 : 2,
        "caption" => 5,
        _ => 4,
    };

    private static string Language(NinjsItem item, JsonFieldReader reading)
    {
        if (item.Line(NinjsProperty.Language, reading) is not { } language)
        {
            return LanguageTag.Unknown;
        }

        if (LanguageTag.IsValid(language))
        {
            return language;
        }

        reading.Warn("language", $"'language' is \"{PlainText.Short(language)}\", not a language tag such as en or en-GB; it was ignored.");
        return LanguageTag.Unknown;
    }
}
