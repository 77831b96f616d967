using NewsApi.Content.Articles;

namespace NewsApi.Content.Importing;

/// <summary>
/// What wins. The rules, for an item that arrives and an article with the same <c>uri</c>:
/// <list type="number">
/// <item>A document that was taken before is never applied again, not even where something else came after it: replaying a
/// feed must not turn back what followed.</item>
/// <item>An older version (<see cref="VersionStamp"/>) is never applied. Its document is kept, and nothing else of it: a row
/// among the versions would say that it stood here once.</item>
/// <item>A newer version is applied. So is a document that differs under the same stamp, because a publisher who corrects
/// without counting means the correction all the same; of two such, the one that arrives later counts.</item>
/// <item>What is applied wins over edits made here since; those stay among the article's versions.</item>
/// <item>Applied without a visible difference: the stamp moves and the document is kept, the version of ours does not rise and
/// the log says nothing.</item>
/// </list>
/// </summary>
public static class ImportRules
{
    /// <summary>The article as it is to be after the item. Mentions, slug and id are the caller's.</summary>
    /// <param name="item">An item that is to be applied; its times to the millisecond, in UTC.</param>
    /// <param name="before">The article as it is; null where there is none.</param>
    /// <param name="now">The database's clock, to the millisecond.</param>
    public static Article Apply(IncomingArticle item, ArticleBody body, Article? before, DateTimeOffset now)
    {
        var published = PublishedAt(item, before, now);
        var withdrawn = WithdrawnAt(item, before, now);
        return new Article
        {
            Id = before?.Id ?? 0,
            Uri = item.Uri,
            Slug = before?.Slug ?? "",
            Version = before?.Version ?? 1,
            Content = item.Content with { Body = body.Html },
            BodyText = body.Text,
            WordCount = body.WordCount,
            CreatedAt = before?.CreatedAt ?? now,
            PublishedAt = published,
            FirstPublishedAt = before is not null && before.WasPublicBy(now) ? before.FirstPublishedAt : published,
            UpdatedAt = UpdatedAt(item, before, now),
            ExpiresAt = item.Expires,
            WithdrawnAt = withdrawn,
            WithdrawalReason = withdrawn is null ? null : before?.WithdrawalReason,
            Corrections = before?.Corrections ?? [],
            FeedVersion = item.Version,
            FeedVersionCreated = item.VersionCreated,
        };
    }

    private static DateTimeOffset? PublishedAt(IncomingArticle item, Article? before, DateTimeOffset now)
    {
        if (item.Status != PublishingStatus.Usable)
        {
            // Hidden, not forgotten: what was published keeps the time; what never was is a draft.
            return before?.PublishedAt;
        }

        if (item.EmbargoedUntil > now)
        {
            // Also of an article that is public already: the publisher's last word on when counts.
            return item.EmbargoedUntil;
        }

        if (before is null)
        {
            return item.EmbargoedUntil ?? NoLaterThan(now, item.FirstCreated ?? item.VersionCreated);
        }

        // An article that was held back and is free now became public with this version, not with its first.
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

        // Whoever asks for what changed since must find it, even where the publisher did not move the time.
        return before is not null && made <= before.UpdatedAt ? now : made;
    }

    private static DateTimeOffset NoLaterThan(DateTimeOffset now, DateTimeOffset? time) => Earlier(now, time);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b < a ? b.Value : a;

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;
}
