namespace NewsApi.Content.Articles;

/// <summary>The forms in which the body of an article is available.</summary>
public enum BodyFormat
{
    /// <summary>Sanitised HTML.</summary>
    Html,

    /// <summary>Plain text with a blank line between paragraphs. The spans of mentions are positions in this text.</summary>
    Text,

    /// <summary>CommonMark.</summary>
    Markdown,
}
