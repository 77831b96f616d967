namespace NewsApi.Content.Matching;

/// <summary>What a change does to a list.</summary>
public enum ListChangeKind
{
    /// <summary>The article belongs to the list from here on; it may have done so before.</summary>
    Entered,

    /// <summary>The article belonged to the list and still does, and something about it changed.</summary>
    Updated,

    /// <summary>The article does not belong to the list any more; where that cannot be told, it may never have.</summary>
    Left,
}
