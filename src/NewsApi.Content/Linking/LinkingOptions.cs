namespace NewsApi.Content.Linking;

/// <summary>Whether and how articles are linked.</summary>
public sealed record LinkingOptions
{
    /// <summary>
    /// Whether imported and edited articles are linked to the people, places and topics that their texts name. True: most news arrives
    /// without tags.
    /// </summary>
    public bool Enabled { get; init; } = true;
}
