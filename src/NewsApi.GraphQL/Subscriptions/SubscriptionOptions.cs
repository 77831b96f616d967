namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The limits of subscriptions, each with its unit and the reason for its default.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>
    /// The largest number of different subscriptions at the same time. The filter of each is matched against every change. Equal
    /// subscriptions count once.
    /// </summary>
    public int MaxGroups { get; init; } = 10_000;

    /// <summary>
    /// Bytes of rendered events that all groups together buffer for subscribers that lag a little. For a subscriber that lags more, events
    /// are rendered again from the log. 64 MiB hold the events of a busy newsroom's minute for a hundred different front pages.
    /// </summary>
    public long MaxKeptBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The interval after which a subscriber without events gets the current position, so that its cursor does not expire while no event
    /// matches. 15 seconds: about as often as a heartbeat.
    /// </summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(15);
}
