namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The limits of subscriptions, each with its unit and, unless it is obvious, the reason for its default.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>
    /// The largest number of different subscriptions at the same time. There is a limit because every change is matched against the filter
    /// of each. Equal subscriptions count once.
    /// </summary>
    public int MaxGroups { get; init; } = 10_000;

    /// <summary>
    /// The largest number of bytes of rendered events that all groups together buffer for subscribers that lag a little. For a subscriber
    /// that lags more, events are rendered again from the log. 64 MiB hold the events that a busy newsroom causes in a minute, for a
    /// hundred different front pages.
    /// </summary>
    public long MaxKeptBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The interval after which a subscriber without events gets the current position. Without it, the subscriber's cursor could expire
    /// while no event matches. 15 seconds is as long as the interval of heartbeats.
    /// </summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(15);
}
