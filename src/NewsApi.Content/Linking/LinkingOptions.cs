namespace NewsApi.Content.Linking;

/// <summary>Settings for linking articles.</summary>
public sealed record LinkingOptions
{
    /// <summary>
    /// Whether imported and edited articles are linked to the people, places and topics that their texts name. The default is true, because
    /// most news arrives without tags.
    /// </summary>
    public bool Enabled { get; init; } = true;
}
