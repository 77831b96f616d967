namespace NewsApi.Content.Webhooks;

/// <summary>The limits of sending to webhooks, each with its unit and the reason for its default.</summary>
public sealed record WebhookOptions
{
    /// <summary>
    /// The longest time for one attempt to send. The default of ten seconds suffices for a receiver that purges a CDN before it answers.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after the first failed attempt. It doubles with each further failure.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts: a receiver that is up again gets its announcements within a minute.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The time for which a process owns a webhook without a sign of life. After a crash another process goes on after this time.
    /// </summary>
    public TimeSpan ClaimTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The interval at which a process renews its claims, and notices webhooks that were added or removed.</summary>
    public TimeSpan ClaimInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The largest number of tags in one announcement. The tags of one change are never split. Most APIs of CDNs take some hundred tags a
    /// call.
    /// </summary>
    public int MostTags { get; init; } = 500;
}
