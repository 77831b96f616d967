namespace NewsApi.Hosting;

/// <summary>The options of embeds in bodies.</summary>
public sealed record EmbedOptions
{
    /// <summary>
    /// The hosts of embeds that bodies keep. None: a body with another site's player sets that site's cookies for every reader.
    /// </summary>
    public string Hosts { get; init; } = "none";
}
