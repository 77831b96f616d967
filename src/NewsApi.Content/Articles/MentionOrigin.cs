namespace NewsApi.Content.Articles;

/// <summary>How a mention came about.</summary>
public enum MentionOrigin
{
    /// <summary>The item named it as a tag, or an editor did.</summary>
    Tagged = 1,

    /// <summary>The service found it in the text.</summary>
    Linked = 2,
}
