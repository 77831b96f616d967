namespace NewsApi.Content.Matching;

/// <summary>The effect of a change on a list.</summary>
public enum ListChangeKind
{
    /// <summary>
    /// The article is in the list from this change on. If it is unknown whether it was in the list before, it may have been.
    /// </summary>
    Entered,

    /// <summary>The article was in the list and still is, and was changed.</summary>
    Updated,

    /// <summary>
    /// The article is not in the list from this change on. If it is unknown whether it was before, it may never have been.
    /// </summary>
    Left,
}
