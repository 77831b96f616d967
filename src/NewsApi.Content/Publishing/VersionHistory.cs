using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>When an edit makes a new version of an article, and which replaced versions stay readable.</summary>
internal static class VersionHistory
{
    /// <summary>
    /// Whether two states of an article are the same to a reader and an editor. Feed stamps, the version number and the time of the
    /// change do not count.
    /// </summary>
    public static bool AreSame(Article a, Article b) => a.Content == b.Content && a.Slug == b.Slug
        && a.PublishedAt == b.PublishedAt && a.FirstPublishedAt == b.FirstPublishedAt
        && a.ExpiresAt == b.ExpiresAt && a.WithdrawnAt == b.WithdrawnAt && a.WithdrawalReason == b.WithdrawalReason
        && a.Corrections == b.Corrections && a.Mentions.Select(Visible).SequenceEqual(b.Mentions.Select(Visible));

    /// <summary>Gives the new state the next version number.</summary>
    /// <returns>The version that it replaces.</returns>
    public static ArticleVersion Replace(Article before, Article after, DateTimeOffset now)
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
    /// Whether readers must no longer see any earlier version: text that was withdrawn, or has expired, must not come back as history
    /// when a later version is public again.
    /// </summary>
    public static bool HidesHistory(Article before, Article after, DateTimeOffset now) =>
        after.WithdrawnAt is not null || before.IsHiddenAt(now);

    private static (long, MentionRelation, int?) Visible(Mention mention) => (mention.EntityId, mention.Relation, mention.Relevance);
}
