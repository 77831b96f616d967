namespace NewsApi.Content.Articles;

/// <summary>How an article relates to a person, place or topic.</summary>
public enum MentionRelation
{
    /// <summary>The article is about the person, place or topic.</summary>
    About = 1,

    /// <summary>The article names the person, place or topic.</summary>
    Mentions = 2,

    /// <summary>The article was filed from the place, or its events happened there.</summary>
    Located = 3,
}
