namespace NewsApi.Content.Matching;

/// <summary>The effect of a change on a list.</summary>
public enum ListChangeKind
{
    /// <summary>
    /// The article is in the list from this change on. This value is also used if it is unknown whether the article was in the list before
    /// the change.
    /// </summary>
    Entered,

    /// <summary>The article was changed. It was in the list before the change, and is in the list after the change.</summary>
    Updated,

    /// <summary>
    /// The article is not in the list from this change on. This value is also used if it is unknown whether the article was in the list
    /// before the change.
    /// </summary>
    Left,
}
