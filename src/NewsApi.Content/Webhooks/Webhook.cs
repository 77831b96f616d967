using NewsApi.Content.Wire;

namespace NewsApi.Content.Webhooks;

/// <summary>A webhook for operators: without its secret.</summary>
/// <param name="Url">The address that the announcements are sent to.</param>
/// <param name="Cursor">The position of the log up to which the receiver has accepted every announcement.</param>
/// <param name="ChangesBehind">The number of changes after that position. 0 if it has another epoch than the log.</param>
public sealed record Webhook(long Id, string Url, WireCursor Cursor, long ChangesBehind)
{
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The user of the operating system and the host that added the webhook; null if that is not known.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>What the creator wrote about the webhook; null if nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The time at which the webhook was removed; null if it was not removed.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public string? RemovedBy { get; init; }

    /// <summary>The time at which the receiver last accepted an announcement; null if it has accepted none.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The time since which the receiver has accepted nothing; null if its last answer accepted an announcement.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The last answer, if it did not accept the announcement, such as <c>status 500</c>.</summary>
    public string? LastFailure { get; init; }
}
