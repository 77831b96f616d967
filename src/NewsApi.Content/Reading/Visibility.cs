namespace NewsApi.Content.Reading;

/// <summary>The content that a caller may see.</summary>
public enum Visibility
{
    /// <summary>The caller may see public content: anonymous callers and the role <c>reader</c>.</summary>
    Public,

    /// <summary>
    /// The caller may see all content, also drafts and withdrawn articles: the roles <c>preview</c>, <c>editor</c> and <c>admin</c>.
    /// </summary>
    Everything,
}
