namespace NewsApi.Content.Wire;

/// <summary>What a row of the log is about.</summary>
public enum ChangeKind
{
    /// <summary>An article; the row carries its facts before and after. With neither it is internal: a draft, or a schedule.</summary>
    Article = 1,

    /// <summary>A person, place or topic.</summary>
    Entity = 2,
}
