using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Converts an entry of a feed to an article.</summary>
internal static partial class FeedArticle
{
    /// <param name="format">The standard, such as "RSS 2.0".</param>
    /// <param name="document">The entry as text.</param>
    public static Incoming Read(
        FeedEntry entry, FeedChannel channel, string format, string document, Origin origin, bool strict, ItemProblems problems)
    {
        var (body, bodyIsTrusted, summary) = Texts(entry);
        var title = FeedText.Line(entry.Title);
        var headline = title ?? HeadlineText.FromBody(body ?? summary, problems);
        if (headline is null && entry.Status == PublishingStatus.Usable)
        {
            problems.Reject("The entry has neither a title nor a text, so it is not an article.");
        }

        var published = Time(entry.Published, "published", strict, problems);
        var uri = Identify(entry, channel, problems);
        var article = new IncomingArticle(origin)
        {
            Uri = uri,
            VersionCreated = Time(entry.Updated, "updated", strict, problems) ?? published,
            FirstCreated = published,
            Status = entry.Status,
            // A time to come is the time at which the article is to become public, and so is an embargo.
            EmbargoedUntil = published,
            // An entry whose time cannot be read may be embargoed by it.
            IsUndated = entry.Published is not null && published is null,
            Content = new ArticleContent
            {
                Headline = headline ?? "",
                Summary = summary == headline ? null : summary,
                Byline = FeedText.Line(entry.Byline ?? channel.Author),
                Language = problems.Language("language", entry.Language ?? channel.Language),
                Body = body is null || bodyIsTrusted ? body : PlainText.WithoutTitle(body, headline),
                Source = FeedText.Line(entry.Source) ?? channel.Title,
                CanonicalUrl = entry.Link is { } link && WebAddress.IsValid(link) ? link : null,
                Images = [.. entry.Images.DistinctBy(image => image.Url)],
            },
            BodyIsTrusted = bodyIsTrusted,
            Mentions = Topics(entry, problems).ToValueList(),
            Format = format,
            Document = document,
        };
        Incoming rejection = problems.Rejection(origin);
        return problems.IsRejected ? rejection : article with { Warnings = problems.Warnings };
    }

    /// <summary>
    /// Returns the texts of an entry. A description with paragraphs or pictures is the body if there is no full text; otherwise it is the
    /// summary.
    /// </summary>
    private static (string? Body, bool IsTrusted, string? Summary) Texts(FeedEntry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Body))
        {
            return entry.Description is { } text && FeedText.HasBlocks(text)
                ? (text.Trim(), false, null)
                : (null, false, FeedText.Line(entry.Description));
        }

        var isPlain = entry.BodyIsPlain || !FeedText.HasTags(entry.Body);
        return (isPlain ? PlainText.ToHtml(entry.Body) : entry.Body.Trim(), isPlain, FeedText.Line(entry.Description));
    }

    /// <summary>
    /// Returns the identity: the identifier, else the address of the article, else a hash of the texts. An identifier that is not a URI,
    /// such as a number, is unique only in its feed, so the address of the feed is put before it.
    /// </summary>
    private static string Identify(FeedEntry entry, FeedChannel channel, ItemProblems problems)
    {
        if (PlainText.OneLine(entry.Id ?? entry.Link) is not { } id)
        {
            problems.Warn("guid", "The entry has neither an identifier nor an address; it is known by its texts.");
            var texts = Encoding.UTF8.GetBytes($"{channel.Link}\n{entry.Title}\n{entry.Description}\n{entry.Body}");
            return $"urn:newsapi:feed:{Convert.ToHexStringLower(SHA256.HashData(texts).AsSpan(0, 16))}";
        }

        return problems.Identity(
            Scheme().IsMatch(id) ? id : channel.Link is { } feed ? $"{feed}#{id}" : $"urn:newsapi:feed:{id}");
    }

    /// <summary>
    /// Returns a time; null if it is absent or cannot be read. With <paramref name="strict"/>, a time that cannot be read costs the entry.
    /// </summary>
    private static DateTimeOffset? Time(string? text, string name, bool strict, ItemProblems problems)
    {
        if (text is null)
        {
            return null;
        }

        if (FeedTime.TryParse(text, out var time, out var problem))
        {
            return time;
        }

        var what = $"The time '{name}' is \"{PlainText.Short(text)}\": {problem}";
        if (strict)
        {
            problems.Reject(what);
        }

        problems.Warn(name, name == "published"
            ? $"{what} It was left out, and a new article is a draft until an editor publishes it."
            : $"{what} It was left out.");
        return null;
    }

    private static MentionList Topics(FeedEntry entry, ItemProblems problems)
    {
        var topics = new MentionList();
        foreach (var (text, uri) in entry.Categories)
        {
            topics.Add(EntityKind.Topic, FeedText.Line(text), uri, MentionRelation.About, problems);
        }

        return topics;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:\S")]
    private static partial Regex Scheme();
}
