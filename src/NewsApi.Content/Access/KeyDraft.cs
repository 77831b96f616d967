using NewsApi.Content.Access.Keys;

namespace NewsApi.Content.Access;

/// <summary>An API key to create.</summary>
/// <param name="Name">The user or purpose of the key; unique among the keys that are not revoked.</param>
/// <param name="ExpiresAt">The time when the key becomes invalid; null if the key does not expire.</param>
public sealed record KeyDraft(string Name, Role Role, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>A note for the people who look after the keys; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The user and host that create the key; null if that is not known.</summary>
    public string? CreatedBy { get; init; }
}
