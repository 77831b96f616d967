namespace NewsApi.Hosting;

/// <summary>The options of starting and stopping the service, each with its unit, its default and the reason for it.</summary>
public sealed record ServiceOptions
{
    /// <summary>
    /// Whether an empty private database is filled with the sample content. True: the first query of a new user finds articles.
    /// </summary>
    public bool SampleContent { get; init; } = true;

    /// <summary>
    /// How long a start waits for a PostgreSQL that does not answer yet. A minute: a container's server may start beside us.
    /// </summary>
    public TimeSpan DatabaseWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a stop may take: what orchestrators grant before they kill a process, with room to spare.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);
}
