namespace NewsApi.Content.Articles;

/// <summary>The state of an article. It is never stored, but follows from the times of the article and the clock.</summary>
public enum ArticleStatus
{
    /// <summary>The article is not published and has no time of publication.</summary>
    Draft,

    /// <summary>The article becomes public at a time in the future.</summary>
    Scheduled,

    /// <summary>The article is public now.</summary>
    Published,

    /// <summary>The article was public until it expired.</summary>
    Expired,

    /// <summary>An editor or the publisher has withdrawn the article.</summary>
    Withdrawn,
}
