using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>Decides when an edit makes a new version of an article, and which replaced versions readers can still see.</summary>
internal static class VersionHistory
{
    /// <summary>
    /// True if two states of an article are the same for readers and editors. The feed's version of the item, the version number and the
    /// time of the change are not compared.
    /// </summary>
    public static bool AreSame(Article a, Article b) => a.Content == b.Content && a.Slug == b.Slug
        && a.PublishedAt == b.PublishedAt && a.FirstPublishedAt == b.FirstPublishedAt
        && a.ExpiresAt == b.ExpiresAt && a.WithdrawnAt == b.WithdrawnAt && a.WithdrawalReason == b.WithdrawalReason
        && a.Corrections == b.Corrections && a.Mentions.Select(Visible).SequenceEqual(b.Mentions.Select(Visible));

    /// <summary>Gives the new state the next version number.</summary>
    /// <returns>The replaced version, for the history.</returns>
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
    /// True if readers must no longer see any earlier version. Text that was withdrawn or has expired must not become visible again as
    /// history when a later version is public.
    /// </summary>
    public static bool HidesHistory(Article before, Article after, DateTimeOffset now) =>
        after.WithdrawnAt is not null || before.IsHiddenAt(now);

    private static (long, MentionRelation, int?) Visible(Mention mention) => (mention.EntityId, mention.Relation, mention.Relevance);
}
