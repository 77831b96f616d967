namespace NewsApi.Content.Access.Keys;

/// <summary>An API key as it is stored: without its secret.</summary>
public sealed class ApiKey
{
    public long Id { get; set; }

    /// <summary>The user or purpose of the key; unique among the keys that are not revoked.</summary>
    public required string Name { get; set; }

    public Role Role { get; set; }

    /// <summary>SHA-256 of the secret in UTF-8. The secret is random and long, so no slower hash is needed.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>What the creator of the key wrote about it; null if nothing.</summary>
    public string? Note { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The user of the operating system and the host that created the key; null if that is not known.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>
    /// A time shortly before or at the last use of the key: it is written in batches, about once a minute. Null if the key was not used.
    /// </summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The time when the key becomes invalid; null if the key does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The time at which the key was revoked; null if it is not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The user of the operating system and the host that revoked the key; null if that is not known.</summary>
    public string? RevokedBy { get; set; }
}
