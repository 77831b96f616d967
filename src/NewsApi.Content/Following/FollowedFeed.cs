namespace NewsApi.Content.Following;

/// <summary>What is known of a feed that is followed, so that a restart does not fetch it again.</summary>
/// <param name="Url">The address that the operator gave, without a user and password.</param>
/// <param name="ReadAs">
/// How its documents were read: the format and the strictness. If it differs now, the same bytes may have another result, so
/// <see cref="Validators"/> and <see cref="Digest"/> do not count.
/// </param>
public sealed record FollowedFeed(string Url, string ReadAs)
{
    /// <summary>The validators of the last response whose items were imported; null if it had none.</summary>
    public FeedValidators? Validators { get; init; }

    /// <summary>The SHA-256 hash of the last response whose items were imported; null before the first.</summary>
    public byte[]? Digest { get; init; }

    /// <summary>The address of the last permanent redirect that was printed for the operator; null if none was.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The time of the last response that had a body and was imported.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>The time for which the feed itself asks not to be fetched again; null if it does not say.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The time before which the feed is not requested again.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>The number of attempts that failed since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>The reason of the last failure; null if the last attempt succeeded.</summary>
    public string? LastFailure { get; init; }
}
