namespace NewsApi.Content.Articles;

/// <summary>How a mention was made: as a tag by the item or an editor, or as a link by the service.</summary>
public enum MentionOrigin
{
    /// <summary>The item or an editor tagged the article with the person, place or topic.</summary>
    Tagged = 1,

    /// <summary>The service found the name of the person, place or topic in the text.</summary>
    Linked = 2,
}
