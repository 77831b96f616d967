namespace NewsApi.Content.Access;

/// <summary>A key to the service, as it is stored: without its secret.</summary>
public sealed class ApiKey
{
    public long Id { get; set; }

    /// <summary>Who or what it is for; unique among the keys that are not revoked.</summary>
    public required string Name { get; set; }

    public Role Role { get; set; }

    /// <summary>SHA-256 of the secret's UTF-8. The secret is random and long, so nothing slower is needed.</summary>
    public required byte[] Hash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when on it opens nothing; null where it does until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was taken back; null unless it was.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
