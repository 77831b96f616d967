namespace NewsApi.Content.Articles;

/// <summary>Where an article stands in its life; derived from its times and the clock, never stored.</summary>
public enum ArticleStatus
{
    /// <summary>Not published, and no time set for it.</summary>
    Draft,

    /// <summary>Becomes public at a time that has not come yet.</summary>
    Scheduled,

    /// <summary>Public now.</summary>
    Published,

    /// <summary>Was public until its expiry.</summary>
    Expired,

    /// <summary>Taken back.</summary>
    Withdrawn,
}
