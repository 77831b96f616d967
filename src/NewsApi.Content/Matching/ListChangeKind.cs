namespace NewsApi.Content.Matching;

/// <summary>What a change does to a list.</summary>
public enum ListChangeKind
{
    /// <summary>The article is in the list from this change on; it may have been before.</summary>
    Entered,

    /// <summary>The article was in the list and still is, and was changed.</summary>
    Updated,

    /// <summary>The article is not in the list any more; if it is unknown whether it was, it may never have been.</summary>
    Left,
}
