using NewsApi.Content.Articles;

namespace NewsApi.Content.Importing;

/// <summary>
/// The rules for an item that arrives and an article with the same <c>uri</c>:
/// <list type="number">
/// <item>A document that was imported before is never applied again, not even where another came after it: replaying a feed must not
/// undo what followed.</item>
/// <item>An older version (<see cref="VersionStamp"/>) is never applied. Only its document is kept: a row among the versions would claim
/// that readers could see it here.</item>
/// <item>A newer version is applied. So is a different document with the same stamp, because some publishers correct without counting; of
/// two such documents the one that arrives later counts.</item>
/// <item>An applied item replaces edits made here since; those stay among the article's versions.</item>
/// <item>A notice (<see cref="IncomingArticle.IsNotice"/>) replaces only what it carries: a cancellation often names nothing but the uri,
/// and the article must keep its headline and text for editors, and for a version that brings it back.</item>
/// <item>An applied item without a visible difference moves the stamp and keeps the document. The article's version does not rise, and
/// nothing is appended to the log.</item>
/// </list>
/// </summary>
public static class ImportRules
{
    /// <summary>The article after the item is applied. The caller sets mentions, slug and id.</summary>
    /// <param name="item">An item that the rules apply; its times to the millisecond, in UTC.</param>
    /// <param name="before">The stored article; null where there is none.</param>
    /// <param name="now">The database's clock, to the millisecond.</param>
    public static Article Apply(IncomingArticle item, ArticleBody body, Article? before, DateTimeOffset now)
    {
        var published = PublishedAt(item, before, now);
        var withdrawn = WithdrawnAt(item, before, now);
        var kept = item.IsNotice ? before : null;
        var text = kept is not null && body.Html is null ? new ArticleBody(kept.Content.Body, kept.BodyText, kept.WordCount) : body;
        return new Article
        {
            Id = before?.Id ?? 0,
            Uri = item.Uri,
            Slug = before?.Slug ?? "",
            Version = before?.Version ?? 1,
            Content = Merge(item, kept?.Content) with { Body = text.Html },
            BodyText = text.Text,
            WordCount = text.WordCount,
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
    /// Returns the content of the item. What it lacks is taken from <paramref name="kept"/>; a new article without a headline gets its uri.
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
            // Hidden: a published article keeps its time of publication; an article that never was published is a draft.
            return before?.PublishedAt;
        }

        if (item.IsUndated && before?.PublishedAt is null)
        {
            // The time of the import says nothing about when the article was published.
            return null;
        }

        if (item.EmbargoedUntil > now)
        {
            // Also where the article is already public: the publisher's latest embargo counts.
            return item.EmbargoedUntil;
        }

        if (before is null)
        {
            // An embargo that had passed before the item existed says nothing about its publication.
            return Later(item.EmbargoedUntil, NoLaterThan(now, item.FirstCreated ?? item.VersionCreated));
        }

        // An article that was held back until now becomes public with this version, not with its first.
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

        // A reader that filters by `updatedAt` since the last look must find the change, even where the publisher did not move the time.
        return before is not null && made <= before.UpdatedAt ? now : made;
    }

    private static DateTimeOffset NoLaterThan(DateTimeOffset now, DateTimeOffset? time) => Earlier(now, time);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b < a ? b.Value : a;

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;
}
