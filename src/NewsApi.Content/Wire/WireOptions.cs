namespace NewsApi.Content.Wire;

/// <summary>The bounds of reading the log: each with its unit, its default and the reason for it.</summary>
public sealed record WireOptions
{
    /// <summary>
    /// How long a change is kept. Seven days: whoever was away for longer, over a week's holiday, is better served by a fresh page
    /// than by a week of events.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often what is too old is deleted. An hour: the retention is measured in days.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many changes one statement deletes. A thousand take milliseconds, so nobody waits for it.</summary>
    public int RetentionBatch { get; init; } = 1_000;

    /// <summary>How many changes are kept in memory for readers close to the head: some minutes of a large import, days of a newsroom.</summary>
    public int TailChanges { get; init; } = 10_000;

    /// <summary>How many bytes those may take, facts that were read out of their JSON included. 64 MiB hold ten thousand usual ones.</summary>
    public long TailBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many changes a reader is given at once: so few that it can answer for all of them before it is told to stop.</summary>
    public int BatchChanges { get; init; } = 256;

    /// <summary>How many changes are asked of PostgreSQL at once: some megabytes at most, and few round trips for a long way.</summary>
    public int ChunkChanges { get; init; } = 1_000;

    /// <summary>How many readers that are far behind read PostgreSQL at once; the others wait their turn. Queries must stay quick beside them.</summary>
    public int LaggardReads { get; init; } = 4;

    /// <summary>How often the log is looked at though nobody woke us: a lost notification costs this much.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the listening connection may be quiet before it is asked whether it is still there. A connection that was cut in
    /// silence looks exactly like a quiet one.
    /// </summary>
    public TimeSpan ListenQuiet { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long that may take to answer.</summary>
    public TimeSpan ListenAnswer { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many articles that became due are written in one transaction; it holds the head of the log for milliseconds.</summary>
    public int DueBatch { get; init; } = 200;

    /// <summary>How long to wait before looking again at due articles that somebody else has locked.</summary>
    public TimeSpan DueRetry { get; init; } = TimeSpan.FromMilliseconds(100);
}
