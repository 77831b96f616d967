namespace NewsApi.Hosting;

/// <summary>The options for starting and stopping the service, each with its unit and the reason for its default.</summary>
public sealed record ServiceOptions
{
    /// <summary>
    /// True to load the sample content into an empty private database. The default is true, so that the first query of a new user finds
    /// articles.
    /// </summary>
    public bool SampleContent { get; init; } = true;

    /// <summary>
    /// The longest time that a start waits for a PostgreSQL that does not respond yet. The default is a minute, because a server in a
    /// container may start at the same time as the service.
    /// </summary>
    public TimeSpan DatabaseWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest time that a stop may take. The default of 10 seconds is the shortest default stop timeout among container platforms.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);
}
