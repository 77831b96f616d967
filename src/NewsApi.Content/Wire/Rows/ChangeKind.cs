namespace NewsApi.Content.Wire.Rows;

/// <summary>The kind of the subject of a row of the log.</summary>
public enum ChangeKind
{
    /// <summary>
    /// An article. The row has the facts before and after the change. A change of a draft or of a schedule has a row without facts, which
    /// is internal.
    /// </summary>
    Article = 1,

    /// <summary>A person, place or topic.</summary>
    Entity = 2,
}
