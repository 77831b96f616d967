using NewsApi.Content.Articles;

namespace NewsApi.Content.Importing;

/// <summary>
/// Applies an item that arrives to the article with the same <c>uri</c>, by these rules:
/// <list type="number">
/// <item>A document that was imported before is never applied again, even if another document came after it. Replaying a feed must not undo
/// later changes.</item>
/// <item>An older version (<see cref="VersionStamp"/>) is never applied. Only its document is kept. It gets no row among the article's
/// versions, because such a row would mean that readers could once see that version in this service.</item>
/// <item>A newer version is applied. A different document with the same stamp is applied too, because some publishers correct an item
/// without a new version number. The document that arrives later replaces the earlier document.</item>
/// <item>An applied item replaces edits that were made in this service. The replaced edits stay among the article's versions.</item>
/// <item>A notice (<see cref="IncomingArticle.IsNotice"/>) replaces only the properties that it has. A cancellation often has only the uri.
/// The article must keep its headline and text for editors. A later version may make the article public again.</item>
/// <item>If an applied item makes no visible difference, its stamp and its document are stored. The article's version does not rise, and
/// nothing is appended to the log.</item>
/// </list>
/// </summary>
public static class ImportRules
{
    /// <summary>Returns the article after the item is applied. The caller sets mentions, slug and id.</summary>
    /// <param name="item">An item that is to be applied. Its times are whole milliseconds in UTC.</param>
    /// <param name="before">The stored article; null if there is none.</param>
    /// <param name="now">The time by PostgreSQL's clock, in whole milliseconds.</param>
    public static Article Apply(IncomingArticle item, ArticleBody body, Article? before, DateTimeOffset now)
    {
        var published = PublishedAt(item, before, now);
        var withdrawn = WithdrawnAt(item, before, now);
        var kept = item.IsNotice ? before : null;
        var text = kept is null || body.Html is not null
            ? body
            : new ArticleBody(kept.Content.Body, kept.BodyText, kept.WordCount, kept.ReadingTime);
        return new Article
        {
            Id = before?.Id ?? 0,
            Uri = item.Uri,
            Slug = before?.Slug ?? "",
            Version = before?.Version ?? 1,
            Content = Merge(item, kept?.Content) with { Body = text.Html },
            BodyText = text.Text,
            WordCount = text.WordCount,
            ReadingMinutes = text.ReadingMinutes,
            CreatedAt = before?.CreatedAt ?? now,
            PublishedAt = published,
            FirstPublishedAt = before is not null && before.WasPublicBy(now) ? before.FirstPublishedAt : published,
            UpdatedAt = UpdatedAt(item, before, now),
            ExpiresAt = item.Expires ?? kept?.ExpiresAt,
            WithdrawnAt = withdrawn,
            WithdrawalReason = withdrawn is null ? null : before?.WithdrawalReason,
            Corrections = before?.Corrections ?? [],
            FeedVersion = item.Version ?? kept?.FeedVersion,
            FeedVersionCreated = item.VersionCreated ?? kept?.FeedVersionCreated,
        };
    }

    /// <summary>
    /// Returns the content of the item. Properties that the item lacks are taken from <paramref name="kept"/>. If neither the item nor
    /// <paramref name="kept"/> has a headline, the uri becomes the headline.
    /// </summary>
    private static ArticleContent Merge(IncomingArticle item, ArticleContent? kept)
    {
        var content = kept is null ? item.Content : item.Content.CompletedBy(kept);
        return content.Headline.Length > 0 ? content : content with { Headline = item.Uri };
    }

    private static DateTimeOffset? PublishedAt(IncomingArticle item, Article? before, DateTimeOffset now)
    {
        if (item.Status != PublishingStatus.Usable)
        {
            // The item hides the article. A published article keeps its time of publication; an article that was never published is a
            // draft.
            return before?.PublishedAt;
        }

        if (item.IsUndated && before?.PublishedAt is null)
        {
            // The time of the import says nothing about when the article was published.
            return null;
        }

        if (item.EmbargoedUntil > now)
        {
            // This embargo counts even if the article is already public, because it is the publisher's latest.
            return item.EmbargoedUntil;
        }

        if (before is null)
        {
            // If the embargo had ended before the item was made, the article was published when the item was made.
            return Later(item.EmbargoedUntil, NoLaterThan(now, item.FirstCreated ?? item.VersionCreated));
        }

        // An article that was not public until now becomes public with this version. The time of its first version would be too early.
        return before.WasPublicBy(now) && before.PublishedAt <= now
            ? before.PublishedAt
            : Later(item.EmbargoedUntil, NoLaterThan(now, item.VersionCreated));
    }

    private static DateTimeOffset? WithdrawnAt(IncomingArticle item, Article? before, DateTimeOffset now) => item.Status switch
    {
        PublishingStatus.Usable => null,
        PublishingStatus.Withheld when before?.PublishedAt is null => before?.WithdrawnAt,
        _ => before?.WithdrawnAt ?? now,
    };

    private static DateTimeOffset UpdatedAt(IncomingArticle item, Article? before, DateTimeOffset now)
    {
        var made = NoLaterThan(now, item.VersionCreated);

        // A client that filters by `updatedAt` since its last request must find the change. The publisher may not have changed the time.
        return before is not null && made <= before.UpdatedAt ? now : made;
    }

    private static DateTimeOffset NoLaterThan(DateTimeOffset now, DateTimeOffset? time) => Earlier(now, time);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b < a ? b.Value : a;

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;
}
