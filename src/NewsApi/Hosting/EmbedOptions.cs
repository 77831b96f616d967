namespace NewsApi.Hosting;

/// <summary>The options for embeds (such as videos of other sites) in the bodies of articles.</summary>
public sealed record EmbedOptions
{
    /// <summary>
    /// The hosts whose embeds stay in bodies, separated by <c>;</c>. The default is none, because a player of another site sets the cookies
    /// of that site for every reader.
    /// </summary>
    public string Hosts { get; init; } = "none";
}
