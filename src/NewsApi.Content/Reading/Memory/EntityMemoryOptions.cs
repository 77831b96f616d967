namespace NewsApi.Content.Reading.Memory;

/// <summary>The limits of <see cref="EntityMemory"/>.</summary>
public sealed record EntityMemoryOptions
{
    /// <summary>
    /// The largest amount of memory, in bytes. 0 switches it off: lists then read people, places and topics from the tables. The default of
    /// 32 MiB is some twenty thousand.
    /// </summary>
    public long Size { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// The longest time since the last successful read of the log. After it, the memory is not used. The default is two intervals of
    /// <see cref="Wire.WireOptions.PollInterval"/>.
    /// </summary>
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromSeconds(2);
}
