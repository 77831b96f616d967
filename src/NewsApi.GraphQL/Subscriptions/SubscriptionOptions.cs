namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The limits of subscriptions, with their units and the reasons for their defaults.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>
    /// The largest number of different subscriptions at the same time. The number is limited because every change is matched against the
    /// filter of each subscription. Equal subscriptions count once.
    /// </summary>
    public int MaxGroups { get; init; } = 10_000;

    /// <summary>
    /// The largest size, in bytes, of the rendered events that all groups together keep in memory. A subscriber that lags a little reads
    /// the kept events. For a subscriber that lags more, events are rendered again from the log. 64 MiB hold the events of one minute,
    /// in a busy newsroom whose clients subscribe to a hundred different front pages.
    /// </summary>
    public long MaxKeptBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The interval after which a subscriber without events gets the current position of the log. If the subscriber did not get this
    /// position, the subscriber's cursor could expire while no event matches. The default of 15 seconds equals the interval of heartbeats.
    /// </summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(15);
}
