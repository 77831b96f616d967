namespace NewsApi.Content.Caching;

/// <summary>The limits of the cache of answers, each with its unit and the reason for its default.</summary>
public sealed record CacheOptions
{
    /// <summary>
    /// The largest amount of memory for answers, in bytes. 0 switches the cache off. The default of 64 MiB is some thousand pages, with
    /// their compressed forms.
    /// </summary>
    public long Size { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The longest time for which browsers and proxies may use a public answer without asking again. It never reaches past the next time at
    /// which an article becomes public or expires. The default is 0, because within this time a withdrawn article can still be shown.
    /// </summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>
    /// True: public responses by GET have tags, by which a CDN finds them when content changes. By default they have, because a CDN removes
    /// the headers, and without one they are some hundred bytes.
    /// </summary>
    public bool Tags { get; init; } = true;

    /// <summary>
    /// The longest time since the last successful read of the log. After it, no answer comes from the cache. The default is two intervals
    /// of <see cref="Wire.WireOptions.PollInterval"/>.
    /// </summary>
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The interval after which the clock of PostgreSQL is read again even if nothing changes, so that a clock that runs faster than that
    /// of this process cannot be ahead by much. Clocks differ by less than a millisecond in 5 seconds.
    /// </summary>
    public TimeSpan ClockInterval { get; init; } = TimeSpan.FromSeconds(5);
}
