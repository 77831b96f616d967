namespace NewsApi.Content.Linking;

/// <summary>The links of one article.</summary>
/// <param name="Links">One link for each entity, in the order of the text.</param>
/// <param name="Undecided">The ids of entities that share a name, if only the tags of stored articles can decide between them.</param>
public sealed record LinkedText(IReadOnlyList<Link> Links, IReadOnlyList<long> Undecided)
{
    public static LinkedText None { get; } = new([], []);

    /// <summary>Every name that was found; empty unless the caller requested traces.</summary>
    public IReadOnlyList<LinkTrace> Traces { get; init; } = [];
}
