namespace NewsApi.Hosting;

/// <summary>The options for starting and stopping the service, each with its unit and the reason for its default.</summary>
public sealed record ServiceOptions
{
    /// <summary>
    /// The longest time that a start waits for a PostgreSQL that does not respond yet. The default is a minute, because a server in a
    /// container may start at the same time as the service.
    /// </summary>
    public TimeSpan DatabaseWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest time that a stop may take. The default of 10 seconds is the shortest default stop timeout among container platforms.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time between the signal to stop and the stop. During this time the service is not ready, but accepts connections. The default is
    /// 0, so that Ctrl-C on a terminal stops at once. The container image sets some seconds, which is longer than most load balancers take
    /// to see a failed readiness check.
    /// </summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.Zero;
}
