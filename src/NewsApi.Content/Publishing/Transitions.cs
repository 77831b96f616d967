using NewsApi.Content.Articles;
using NewsApi.Content.Reading;

namespace NewsApi.Content.Publishing;

/// <summary>What an editor does to an article.</summary>
public enum ArticleAct
{
    /// <summary>Changes what it says.</summary>
    Update,

    /// <summary>Makes it public now, for the first time or again.</summary>
    Publish,

    /// <summary>Sets the time at which it becomes public, or another time.</summary>
    Schedule,

    /// <summary>Changes what it says, with a note for readers.</summary>
    Correct,

    /// <summary>Takes it back; a schedule that has not come is called off.</summary>
    Withdraw,

    /// <summary>Removes it without trace.</summary>
    Delete,
}

/// <summary>What may follow what, and what an act does to the times of an article, from which its status follows.</summary>
internal static class Transitions
{
    private static readonly Dictionary<ArticleStatus, ArticleAct[]> Allowed = new()
    {
        [ArticleStatus.Draft] = [ArticleAct.Update, ArticleAct.Publish, ArticleAct.Schedule, ArticleAct.Delete],
        [ArticleStatus.Scheduled] = [ArticleAct.Update, ArticleAct.Publish, ArticleAct.Schedule, ArticleAct.Withdraw],
        [ArticleStatus.Published] = [ArticleAct.Update, ArticleAct.Correct, ArticleAct.Withdraw],
        [ArticleStatus.Expired] = [ArticleAct.Update, ArticleAct.Correct, ArticleAct.Publish, ArticleAct.Schedule, ArticleAct.Withdraw],
        [ArticleStatus.Withdrawn] = [ArticleAct.Update, ArticleAct.Correct, ArticleAct.Publish, ArticleAct.Schedule],
    };

    public static bool Allows(ArticleAct act, ArticleStatus status) => Allowed[status].Contains(act);

    /// <summary>Where an article stands; the same rule as <see cref="Visible.StatusSql"/>.</summary>
    public static ArticleStatus StatusAt(Article article, DateTimeOffset now) => article switch
    {
        { WithdrawnAt: not null } => ArticleStatus.Withdrawn,
        { PublishedAt: null } => ArticleStatus.Draft,
        _ when article.PublishedAt > now => ArticleStatus.Scheduled,
        _ when article.ExpiresAt <= now => ArticleStatus.Expired,
        _ => ArticleStatus.Published,
    };

    /// <summary>Public now, or from a later moment on.</summary>
    /// <returns>Why it cannot be; null where it is done.</returns>
    public static PublishingError? Publish(Article before, Article after, DateTimeOffset at, DateTimeOffset now)
    {
        if (StatusAt(before, now) == ArticleStatus.Expired)
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
    public static string Participle(ArticleAct act) => act switch
    {
        ArticleAct.Update => "changed",
        ArticleAct.Publish => "published",
        ArticleAct.Schedule => "scheduled",
        ArticleAct.Correct => "corrected",
        ArticleAct.Withdraw => "withdrawn",
        ArticleAct.Delete => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>What to do instead of an act that is not allowed.</summary>
    public static string Instead(ArticleAct act, ArticleStatus status) => (act, status) switch
    {
        (ArticleAct.Publish, _) => "It is public already; update it to change it.",
        (ArticleAct.Schedule, _) => "It is public already; withdraw it first.",
        (ArticleAct.Correct, _) => "It was never public; update it instead.",
        (ArticleAct.Withdraw, ArticleStatus.Draft) => "It is not public; delete it if it is not wanted.",
        (ArticleAct.Withdraw, _) => "It is withdrawn already.",
        (ArticleAct.Delete, ArticleStatus.Scheduled) => "Withdraw it, which makes it a draft again, and delete that.",
        (ArticleAct.Delete, ArticleStatus.Withdrawn) => "It may have been public; leave it withdrawn.",
        (ArticleAct.Delete, _) => "It was public; withdraw it instead.",
        _ => "",
    };
}
