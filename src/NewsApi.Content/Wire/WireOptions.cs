namespace NewsApi.Content.Wire;

/// <summary>The limits of reading the log, each with its unit, its default and the reason for it.</summary>
public sealed record WireOptions
{
    /// <summary>
    /// How long a change is kept. Seven days: a client that was away for longer is better served by a fresh page than by more
    /// than a week of events.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The interval between two deletions of expired changes. An hour: the retention is measured in days.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The changes that one statement deletes. A thousand take milliseconds, so no other transaction waits for long.</summary>
    public int RetentionBatch { get; init; } = 1_000;

    /// <summary>
    /// The changes kept in memory for readers near the head: those of some minutes of a large import, or of days without an import.
    /// </summary>
    public int TailChanges { get; init; } = 10_000;

    /// <summary>
    /// The bytes that the changes in memory may take, parsed facts included. 64 MiB hold ten thousand changes of usual size.
    /// </summary>
    public long TailBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The changes in one batch: few enough that a reader handles a batch quickly when it has to stop.</summary>
    public int BatchChanges { get; init; } = 256;

    /// <summary>The changes that one statement reads: some megabytes at most, and few round trips for a large backlog.</summary>
    public int ChunkChanges { get; init; } = 1_000;

    /// <summary>
    /// How many readers with a backlog beyond the memory read PostgreSQL at the same time; further readers wait. Queries must
    /// stay fast beside them.
    /// </summary>
    public int LaggardReads { get; init; } = 4;

    /// <summary>The interval at which the log is read without a notification. A lost notification delays a change by this much.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the listening connection may be idle before it is probed. A connection that was cut silently looks exactly like
    /// an idle one.
    /// </summary>
    public TimeSpan ListenIdleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the probe of an idle connection may take.</summary>
    public TimeSpan ListenTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
