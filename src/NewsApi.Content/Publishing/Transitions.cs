using NewsApi.Content.Articles;

namespace NewsApi.Content.Publishing;

/// <summary>Decides which actions each status allows. Sets the times of an article; its status follows from these times.</summary>
internal static class Transitions
{
    private static readonly Dictionary<ArticleStatus, ArticleAction[]> Allowed = new()
    {
        [ArticleStatus.Draft] = [ArticleAction.Update, ArticleAction.Publish, ArticleAction.Schedule, ArticleAction.Delete],
        [ArticleStatus.Scheduled] = [ArticleAction.Update, ArticleAction.Publish, ArticleAction.Schedule, ArticleAction.Withdraw],
        [ArticleStatus.Published] = [ArticleAction.Update, ArticleAction.Correct, ArticleAction.Withdraw],
        [ArticleStatus.Expired] =
            [ArticleAction.Update, ArticleAction.Correct, ArticleAction.Publish, ArticleAction.Schedule, ArticleAction.Withdraw],
        [ArticleStatus.Withdrawn] = [ArticleAction.Update, ArticleAction.Correct, ArticleAction.Publish, ArticleAction.Schedule],
    };

    public static bool Allows(ArticleAction action, ArticleStatus status) => Allowed[status].Contains(action);

    /// <summary>Sets the times of an article that becomes public at <paramref name="at"/>, now or later.</summary>
    /// <returns>The error that prevents the publication; null if the times are set.</returns>
    public static PublishingError? Publish(Article article, DateTimeOffset at, DateTimeOffset now)
    {
        if (article.StatusAt(now) == ArticleStatus.Expired)
        {
            // The old expiry is in the past. If it stayed, it would hide the article again at once.
            article.ExpiresAt = null;
        }

        if (article.ExpiresAt <= at)
        {
            return new PublishingError.InvalidValue(
                "expiresAt", $"The article expires at {article.ExpiresAt:O}, which is not after its publication. Set a later expiry first.");
        }

        article.FirstPublishedAt = article.WasPublicBy(now) ? article.FirstPublishedAt : at;
        article.PublishedAt = at;
        (article.WithdrawnAt, article.WithdrawalReason) = (null, null);
        return null;
    }

    /// <summary>Sets the times of an article that is withdrawn. A scheduled article that was never public becomes a draft again.</summary>
    public static void Withdraw(Article article, string? reason, DateTimeOffset now)
    {
        if (!article.WasPublicBy(now))
        {
            (article.PublishedAt, article.FirstPublishedAt) = (null, null);
            return;
        }

        // If a second publication was only scheduled, the time of the first publication counts again.
        article.PublishedAt = article.PublishedAt > now ? article.FirstPublishedAt : article.PublishedAt;
        (article.WithdrawnAt, article.WithdrawalReason) = (now, reason);
    }

    /// <summary>Returns the participle of the action, for "An article … cannot be …".</summary>
    public static string Participle(ArticleAction action) => action switch
    {
        ArticleAction.Update => "changed",
        ArticleAction.Publish => "published",
        ArticleAction.Schedule => "scheduled",
        ArticleAction.Correct => "corrected",
        ArticleAction.Withdraw => "withdrawn",
        ArticleAction.Delete => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>Returns a sentence on what an editor can do instead of an action that is not allowed.</summary>
    public static string Instead(ArticleAction action, ArticleStatus status) => (action, status) switch
    {
        (ArticleAction.Publish, _) => "It is already public; update it instead.",
        (ArticleAction.Schedule, _) => "It is already public; withdraw it first.",
        (ArticleAction.Correct, _) => "It never was public; update it instead.",
        (ArticleAction.Withdraw, ArticleStatus.Draft) => "It is not public; delete the draft instead.",
        (ArticleAction.Withdraw, _) => "It is already withdrawn.",
        (ArticleAction.Delete, ArticleStatus.Scheduled) => "First withdraw it, so that it becomes a draft again. Then delete the draft.",
        (ArticleAction.Delete, ArticleStatus.Withdrawn) => "It may have been public; leave it withdrawn.",
        (ArticleAction.Delete, _) => "It was public; withdraw it instead.",
        _ => "",
    };
}
