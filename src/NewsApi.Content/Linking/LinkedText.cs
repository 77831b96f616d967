namespace NewsApi.Content.Linking;

/// <summary>The links of one article.</summary>
/// <param name="Links">Each entity once, in the order of the text.</param>
/// <param name="Undecided">The ids of entities that share a name where only the archive could decide.</param>
public sealed record LinkedText(IReadOnlyList<Link> Links, IReadOnlyList<long> Undecided)
{
    public static LinkedText None { get; } = new([], []);

    /// <summary>Every name that was found; empty unless asked for.</summary>
    public IReadOnlyList<LinkTrace> Traces { get; init; } = [];
}
