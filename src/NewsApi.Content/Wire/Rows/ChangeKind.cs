namespace NewsApi.Content.Wire.Rows;

/// <summary>The kind of the subject of a row of the log.</summary>
public enum ChangeKind
{
    /// <summary>An article. The row carries its facts before and after; a row with neither (a draft, a schedule) is internal.</summary>
    Article = 1,

    /// <summary>A person, place or topic.</summary>
    Entity = 2,
}
