namespace NewsApi.Content.Matching;

/// <summary>The effect of a change on a list.</summary>
public enum ListChangeKind
{
    /// <summary>
    /// The article is in the list from this change on. If its earlier state is unknown, it may have been in the list before.
    /// </summary>
    Entered,

    /// <summary>The article was changed. It was in the list before the change, and is in the list after the change.</summary>
    Updated,

    /// <summary>
    /// The article is not in the list from this change on. If its earlier state is unknown, it may never have been in the list.
    /// </summary>
    Left,
}
