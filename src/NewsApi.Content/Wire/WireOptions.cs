namespace NewsApi.Content.Wire;

/// <summary>The limits of reading the log, each with its unit, its default and the reason for it.</summary>
public sealed record WireOptions
{
    /// <summary>
    /// How long a change is kept. The default is seven days: a client that was away for longer is better served by a fresh page than by
    /// more than a week of events.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The interval between two deletions of expired changes. The default is an hour, because the retention is measured in days.
    /// </summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How many changes one statement deletes at most. A thousand take milliseconds, so no other transaction waits for long.
    /// </summary>
    public int RetentionBatch { get; init; } = 1_000;

    /// <summary>
    /// How many changes are kept in memory for readers near the head. The default suffices for some minutes of a large import, or for days
    /// without an import.
    /// </summary>
    public int TailChanges { get; init; } = 10_000;

    /// <summary>
    /// How many bytes the changes in memory may take, with their parsed facts. 64 MiB hold ten thousand changes of usual size.
    /// </summary>
    public long TailBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many changes a batch has at most. They are few, so that a reader that must stop has soon finished its batch.</summary>
    public int BatchChanges { get; init; } = 256;

    /// <summary>
    /// How many changes one statement reads at most: they take some megabytes at most, and a large backlog needs few round trips.
    /// </summary>
    public int ChunkChanges { get; init; } = 1_000;

    /// <summary>
    /// How many readers may read older changes, no longer in memory, from PostgreSQL at the same time; further readers wait. The number is
    /// small so that queries stay fast meanwhile.
    /// </summary>
    public int LaggardReads { get; init; } = 4;

    /// <summary>
    /// The interval at which the log is read even without a notification. A lost notification delays a change by at most this interval.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the listening connection may be idle before it is probed. A connection that was cut silently looks exactly like an idle
    /// one.
    /// </summary>
    public TimeSpan ListenIdleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the probe of an idle connection may take.</summary>
    public TimeSpan ListenTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
