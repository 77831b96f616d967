namespace NewsApi.Content.Wire;

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
