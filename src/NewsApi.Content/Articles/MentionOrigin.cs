namespace NewsApi.Content.Articles;

/// <summary>How a mention was made: the imported item or an editor tagged the article, or the service found a name in the text.</summary>
public enum MentionOrigin
{
    /// <summary>The imported item or an editor tagged the article with the person, place or topic.</summary>
    Tagged = 1,

    /// <summary>The service found the name of the person, place or topic in the text.</summary>
    Linked = 2,
}
