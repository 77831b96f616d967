namespace NewsApi.Content.Reading.Counts;

/// <summary>The limits of <see cref="CountMemory"/>.</summary>
public sealed record CountMemoryOptions
{
    /// <summary>
    /// The largest amount of memory, in bytes. 0 switches it off: PostgreSQL then counts at every request. The default of 4 MiB is some two
    /// thousand counts.
    /// </summary>
    public long Size { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// The longest time since the last successful read of the log. After it, the memory is not used. The default is two intervals of
    /// <see cref="Wire.WireOptions.PollInterval"/>.
    /// </summary>
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest time for which a request waits until this process has read the log up to the request's snapshot. The default is many
    /// times the time from a commit to its notification, and less than the time in which PostgreSQL counts a million articles.
    /// </summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The time for which the memory is not used after a snapshot had an article that became public or expired without a change of the log
    /// yet. The default is several times the time that this change takes.
    /// </summary>
    public TimeSpan DuePause { get; init; } = TimeSpan.FromMilliseconds(100);
}
