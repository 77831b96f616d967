using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>Converts a ninjs item to an article.</summary>
internal static class NinjsReader
{
    /// <param name="json">The item as JSON.</param>
    /// <param name="text">The item as text, unchanged.</param>
    /// <returns>The article; null if the item is rejected.</returns>
    public static IncomingArticle? Read(JsonElement json, string text, Origin origin, NinjsVersion version, JsonFieldReader reading)
    {
        var item = new NinjsItem(json, reading);
        var status = Status(item, reading);
        if (!IsArticle(item, reading))
        {
            return null;
        }

        var uri = NinjsIdentity.Read(item, reading);
        var headline = Headline(item, status, reading);
        var (body, bodyIsTrusted) = NinjsBodies.Read(item, reading);
        var sources = NinjsSources.Read(item, reading);
        var article = new IncomingArticle(origin)
        {
            Uri = uri ?? "",
            Version = item.Line(NinjsProperty.Version, reading),
            VersionCreated = item.Time(NinjsProperty.VersionCreated, reading),
            FirstCreated = item.Time(NinjsProperty.FirstCreated, reading),
            Status = status,
            EmbargoedUntil = item.Time(NinjsProperty.EmbargoedUntil, reading),
            Expires = item.Time(NinjsProperty.Expires, reading),
            Content = new ArticleContent
            {
                Headline = headline ?? "",
                Kicker = TextOfRole(NinjsProperty.Headlines, "headline_", role => role is "kicker", item, reading),
                Summary = Summary(item, reading),
                Byline = Byline(item, reading),
                Dateline = item.Line(NinjsProperty.Located, reading),
                Language = Language(item, reading),
                Body = body is null || bodyIsTrusted ? body : PlainText.WithoutTitle(body, headline),
                Section = NinjsMentions.Section(item, reading),
                Genre = NinjsSources.Genre(item, reading),
                Urgency = reading.Whole(item[NinjsProperty.Urgency], item.NameOf(NinjsProperty.Urgency), 1, 9),
                Source = NinjsSources.Main(sources, item, reading),
                CanonicalUrl = NinjsIdentity.ReadCanonicalUrl(item, reading),
                SeoTitle = TextOfRole(NinjsProperty.Headlines, "headline_", TextRole.IsSeo, item, reading),
                SeoDescription = TextOfRole(NinjsProperty.Descriptions, "description_", TextRole.IsSeo, item, reading),
                Images = NinjsImages.Read(item, reading),
                Sources = sources,
            },
            BodyIsTrusted = bodyIsTrusted,
            Mentions = NinjsMentions.Read(item, reading),
            Format = version.Name,
            Document = text,
        };
        return reading.IsRejected ? null : article;
    }

    private static PublishingStatus Status(NinjsItem item, JsonFieldReader reading)
    {
        var name = item.NameOf(NinjsProperty.PubStatus);
        if (item.RequiredLine(NinjsProperty.PubStatus, reading) is not { } text)
        {
            return PublishingStatus.Usable;
        }

        if (StatusName.Find(text) is { } status)
        {
            return status;
        }

        reading.Reject($"'{name}' is \"{PlainText.Short(text)}\"; it must be usable, withheld or canceled.");
        return PublishingStatus.Withheld;
    }

    /// <summary>Returns false for events and planning items. An item of any other type is an article if it has a headline.</summary>
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

        reading.Reject($"An item of type {type} is not an article.");
        return false;
    }

    /// <returns>The headline; null if the item has none.</returns>
    private static string? Headline(NinjsItem item, PublishingStatus status, JsonFieldReader reading)
    {
        var headlines = item.Texts(NinjsProperty.Headlines, "headline_", reading).ToList();
        var headline = item.Line(NinjsProperty.Headline, reading)
            ?? headlines.OrderBy(h => h.Role is "main" or "headline" ? 0 : h.Role is null ? 1 : 2)
                .Select(h => h.Line)
                .FirstOrDefault(line => line is not null)
            ?? item.Line(NinjsProperty.Title, reading)
            ?? item.Line(NinjsProperty.Slugline, reading);
        // A kill notice often has only the uri of the item, and must not fail because of that.
        if (headline is null && status == PublishingStatus.Usable)
        {
            reading.Reject("The item has no headline, title or slugline, so it is not an article.");
        }

        return headline;
    }

    /// <summary>
    /// Returns the value of the property <c>by</c>. If the item has no <c>by</c>, returns the lines of the property <c>bylines</c>, which
    /// AP writes.
    /// </summary>
    private static string? Byline(NinjsItem item, JsonFieldReader reading)
    {
        if (item.Line(NinjsProperty.By, reading) is { } line)
        {
            return line;
        }

        var list = item.NameOf(NinjsProperty.Bylines);
        var lines = reading.List(item[NinjsProperty.Bylines], list).Index()
            .Where(by => by.Item.ValueKind == JsonValueKind.Object)
            .Select(by => reading.Prose(JsonFieldReader.Property(by.Item, "by", "byline"), $"{list}[{by.Index}].by"))
            .OfType<string>();
        return string.Join(", ", lines) is { Length: > 0 } all ? all : null;
    }

    private static string? TextOfRole(
        NinjsProperty list, string start, Func<string?, bool> isRole, NinjsItem item, JsonFieldReader reading) =>
        item.Texts(list, start, reading).Where(text => isRole(text.Role)).Select(text => text.Line).FirstOrDefault();

    private static string? Summary(NinjsItem item, JsonFieldReader reading) =>
        item.Texts(NinjsProperty.Descriptions, "description_", reading)
        .Select(text => (Rank: SummaryRank(text), text.Line))
        .Where(text => text.Line is not null && text.Rank >= 0)
        .OrderBy(text => text.Rank)
        .FirstOrDefault().Line;

    /// <summary>Returns the rank of a text as a candidate for the summary. Among texts of equal roles, plain text is preferred.</summary>
    private static int SummaryRank(NinjsText text) =>
        TextRole.SummaryRank(text.Role) is var rank && rank is 0 or 2 && text.IsHtml ? rank + 1 : rank;

    private static string Language(NinjsItem item, JsonFieldReader reading) =>
        reading.Language(item.NameOf(NinjsProperty.Language), item.Line(NinjsProperty.Language, reading));
}
