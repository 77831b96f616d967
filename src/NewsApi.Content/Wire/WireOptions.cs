namespace NewsApi.Content.Wire;

/// <summary>The limits of reading the log, each with its unit, its default and the reason for it.</summary>
public sealed record WireOptions
{
    /// <summary>
    /// The time for which a change is kept. The default is seven days. Changes older than a week are not useful to a client: after a longer
    /// absence, the client should read its list again.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The interval between two deletions of expired changes. The default is an hour, because the retention is measured in days.
    /// </summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The largest number of changes that one statement deletes. The deletion of a thousand changes takes milliseconds, so other
    /// transactions wait only briefly.
    /// </summary>
    public int RetentionBatch { get; init; } = 1_000;

    /// <summary>
    /// The number of changes that are kept in memory for readers near the head. The default suffices for some minutes of a large import, or
    /// for days without an import.
    /// </summary>
    public int TailChanges { get; init; } = 10_000;

    /// <summary>
    /// The largest amount of memory for the changes that are kept in memory and their parsed facts, in bytes. 64 MiB suffice for ten
    /// thousand changes of usual size.
    /// </summary>
    public long TailBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The largest number of changes that a reader of the log gets in one batch. The number is small, so that a reader soon finishes its
    /// current batch when it must stop.
    /// </summary>
    public int BatchChanges { get; init; } = 256;

    /// <summary>
    /// The largest number of changes that one statement reads. The default is a thousand, because a thousand changes take at most some
    /// megabytes. With this number, a large backlog also needs only a few round trips.
    /// </summary>
    public int ChunkChanges { get; init; } = 1_000;

    /// <summary>
    /// The largest number of readers that may read changes from PostgreSQL at the same time. A reader does so if its next changes are no
    /// longer in memory. Further readers wait. The number is small, so that queries stay fast.
    /// </summary>
    public int LaggardReads { get; init; } = 4;

    /// <summary>
    /// The interval at which this process reads the log even if PostgreSQL sends no notification. A lost notification delays a change by at
    /// most this interval.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The same interval for a process that only reads. PostgreSQL sends no notifications from a standby, so each change waits for the next
    /// read. The read of a log without a new change takes a tenth of a millisecond.
    /// </summary>
    public TimeSpan StandbyPollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The longest time for which a process that only reads waits for the change of a cursor that lies beyond its log. The cursor may come
    /// from a process whose server is ahead of the standby. After that time, the cursor is rejected.
    /// </summary>
    public TimeSpan StandbyWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The time after which a process that cannot read the log is not ready. The default is five poll intervals, so that one slow read
    /// changes nothing.
    /// </summary>
    public TimeSpan StandstillTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time after which an idle listening connection is probed. Without a probe, a connection that was cut silently looks like an idle
    /// connection.
    /// </summary>
    public TimeSpan ListenIdleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that the probe of an idle connection may take.</summary>
    public TimeSpan ListenTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
