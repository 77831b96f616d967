using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>What may follow what, and what an act does to the times of an article, from which its status follows.</summary>
internal static class Transitions
{
    private static readonly Dictionary<ArticleStatus, ArticleAction[]> Allowed = new()
    {
        [ArticleStatus.Draft] = [ArticleAction.Update, ArticleAction.Publish, ArticleAction.Schedule, ArticleAction.Delete],
        [ArticleStatus.Scheduled] = [ArticleAction.Update, ArticleAction.Publish, ArticleAction.Schedule, ArticleAction.Withdraw],
        [ArticleStatus.Published] = [ArticleAction.Update, ArticleAction.Correct, ArticleAction.Withdraw],
        [ArticleStatus.Expired] = [ArticleAction.Update, ArticleAction.Correct, ArticleAction.Publish, ArticleAction.Schedule, ArticleAction.Withdraw],
        [ArticleStatus.Withdrawn] = [ArticleAction.Update, ArticleAction.Correct, ArticleAction.Publish, ArticleAction.Schedule],
    };

    public static bool Allows(ArticleAction act, ArticleStatus status) => Allowed[status].Contains(act);

    /// <summary>Public now, or from a later moment on.</summary>
    /// <returns>Why it cannot be; null where it is done.</returns>
    public static PublishingError? Publish(Article before, Article after, DateTimeOffset at, DateTimeOffset now)
    {
        if (before.StatusAt(now) == ArticleStatus.Expired)
        {
            // Whoever publishes what has expired means that it is to be seen again; the expiry has had its effect.
            after.ExpiresAt = null;
        }

        if (after.ExpiresAt <= at)
        {
            return new PublishingError.InvalidValue("expiresAt", $"The article expires at {after.ExpiresAt:O}, which is not after its publication. Set a later expiry, or none, first.");
        }

        after.PublishedAt = at;
        after.FirstPublishedAt = before.WasPublicBy(now) ? before.FirstPublishedAt : at;
        (after.WithdrawnAt, after.WithdrawalReason) = (null, null);
        return null;
    }

    /// <summary>Taken back. What was scheduled and never public is a draft again.</summary>
    public static void Withdraw(Article before, Article after, string? reason, DateTimeOffset now)
    {
        if (!before.WasPublicBy(now))
        {
            (after.PublishedAt, after.FirstPublishedAt) = (null, null);
            return;
        }

        // A second publication that was called off never was.
        after.PublishedAt = before.PublishedAt > now ? before.FirstPublishedAt : before.PublishedAt;
        (after.WithdrawnAt, after.WithdrawalReason) = (now, reason);
    }

    /// <summary>"An article … cannot be …".</summary>
    public static string Participle(ArticleAction act) => act switch
    {
        ArticleAction.Update => "changed",
        ArticleAction.Publish => "published",
        ArticleAction.Schedule => "scheduled",
        ArticleAction.Correct => "corrected",
        ArticleAction.Withdraw => "withdrawn",
        ArticleAction.Delete => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>What to do instead of an act that is not allowed.</summary>
    public static string Instead(ArticleAction act, ArticleStatus status) => (act, status) switch
    {
        (ArticleAction.Publish, _) => "It is public already; update it to change it.",
        (ArticleAction.Schedule, _) => "It is public already; withdraw it first.",
        (ArticleAction.Correct, _) => "It was never public; update it instead.",
        (ArticleAction.Withdraw, ArticleStatus.Draft) => "It is not public; delete it if it is not wanted.",
        (ArticleAction.Withdraw, _) => "It is withdrawn already.",
        (ArticleAction.Delete, ArticleStatus.Scheduled) => "Withdraw it, which makes it a draft again, and delete that.",
        (ArticleAction.Delete, ArticleStatus.Withdrawn) => "It may have been public; leave it withdrawn.",
        (ArticleAction.Delete, _) => "It was public; withdraw it instead.",
        _ => "",
    };
}
