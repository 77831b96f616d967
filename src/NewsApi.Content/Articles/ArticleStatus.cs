namespace NewsApi.Content.Articles;

/// <summary>The state of an article; derived from its times and the clock, never stored.</summary>
public enum ArticleStatus
{
    /// <summary>Not published, and no time of publication is set.</summary>
    Draft,

    /// <summary>Becomes public at a time in the future.</summary>
    Scheduled,

    /// <summary>Public now.</summary>
    Published,

    /// <summary>Was public until it expired.</summary>
    Expired,

    /// <summary>Withdrawn after publication.</summary>
    Withdrawn,
}
