using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>How one state of an article follows another: when that counts as a version, and what stays as history.</summary>
internal static class VersionHistory
{
    /// <summary>Whether anything that can be seen differs; stamps, the number of the version and the time of the change do not count.</summary>
    public static bool SaysTheSame(Article a, Article b) => a.Content == b.Content && a.Slug == b.Slug
        && a.PublishedAt == b.PublishedAt && a.FirstPublishedAt == b.FirstPublishedAt
        && a.ExpiresAt == b.ExpiresAt && a.WithdrawnAt == b.WithdrawnAt && a.WithdrawalReason == b.WithdrawalReason
        && a.Corrections == b.Corrections && a.Mentions.Select(Said).SequenceEqual(b.Mentions.Select(Said));

    /// <summary>Counts the version up and keeps the one that it replaces.</summary>
    public static ArticleVersion Follow(Article before, Article after, DateTimeOffset now)
    {
        after.Version = before.Version + 1;
        return new ArticleVersion
        {
            ArticleId = before.Id,
            Version = before.Version,
            Content = before.Content,
            UpdatedAt = before.UpdatedAt,
            ReplacedAt = now,
            PublishedAt = HidesHistory(before, after, now) ? null : before.PublishedAt,
        };
    }

    /// <summary>
    /// Whether the versions so far are not to show as history any more: text that was withdrawn, or has expired, must not come
    /// back as such when a later version is public again.
    /// </summary>
    public static bool HidesHistory(Article before, Article after, DateTimeOffset now) =>
        after.WithdrawnAt is not null || before.IsHiddenAt(now);

    private static (long, MentionRelation, int?) Said(Mention mention) => (mention.EntityId, mention.Relation, mention.Relevance);
}
