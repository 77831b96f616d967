namespace NewsApi.Content.Wire;

/// <summary>What a row of the log is about.</summary>
public enum ChangeKind
{
    /// <summary>An article; the row carries its facts before and after. With neither it is internal: a draft, or a schedule.</summary>
    Article = 1,

    /// <summary>A person, place or topic.</summary>
    Entity = 2,
}

/// <summary>A row of the change log. Positions are gapless in the order of commits.</summary>
public sealed class Change
{
    public long Position { get; set; }

    public DateTimeOffset CommittedAt { get; set; }

    public ChangeKind Kind { get; set; }

    /// <summary>The id of the article or entity; not a foreign key, because the log outlives what it tells of.</summary>
    public long SubjectId { get; set; }

    /// <summary>True for a row that wakes timers and caches but is never delivered to a subscriber.</summary>
    public bool Internal { get; set; }

    /// <summary>The facts as JSON before the change, with the tree as it was; null where the log had not said that the article is public.</summary>
    public string? Before { get; set; }

    /// <summary>The facts as JSON after the change; not null exactly where the article is public from this row on.</summary>
    public string? After { get; set; }
}

/// <summary>Where the log stands: one row, whose lock every writing transaction holds from its last statement to its commit.</summary>
public sealed class WireHead
{
    public int Id { get; set; }

    /// <summary>Tells logs apart whose positions must not be compared, such as before and after a restored backup.</summary>
    public int Epoch { get; set; }

    public long Position { get; set; }
}
