namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The bounds of subscriptions, each with its unit and the reason for its default.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>How many different subscriptions there may be at once: each costs a comparison for every change. Equal ones are one.</summary>
    public int MaxGroups { get; init; } = 10_000;

    /// <summary>
    /// Bytes of rendered events that are kept for those who are a little behind, over all groups; whoever is further behind has
    /// them rendered again from the log. 64 MiB: a minute of a busy newsroom for a hundred front pages.
    /// </summary>
    public long MaxKeptBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long a subscriber hears nothing before it is told how far the log has come, so that its cursor does not grow too old while
    /// nothing concerns it. 15 seconds: about as often as a heartbeat.
    /// </summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(15);
}
