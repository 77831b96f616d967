namespace NewsApi.Content.Articles;

/// <summary>How an article relates to a person, place or topic.</summary>
public enum MentionRelation
{
    /// <summary>The article is about it.</summary>
    About = 1,

    /// <summary>The article names it.</summary>
    Mentions = 2,

    /// <summary>The article was filed from there, or its events happened there.</summary>
    Located = 3,
}
