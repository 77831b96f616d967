namespace NewsApi.Content.Wire.Rows;

/// <summary>What a row of the log is about: an article, or an entity.</summary>
public enum ChangeKind
{
    /// <summary>
    /// An article. The row has the facts before and after the change. If the article is public neither before nor after the change, for
    /// example because it is a draft, the row has no facts. Such a row is internal (see <see cref="Change.Internal"/>).
    /// </summary>
    Article = 1,

    /// <summary>A person, place or topic.</summary>
    Entity = 2,
}
