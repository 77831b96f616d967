namespace NewsApi.Content.Linking;

/// <summary>The links of one article.</summary>
/// <param name="Links">One link for each entity, in the order of the text.</param>
/// <param name="Undecided">
/// The ids of the entities that an ambiguous name may mean, for all ambiguous names of the text. The caller can count how many stored
/// articles have a tag for each of these entities. With these counts, the linker may find the entity that the name means.
/// </param>
public sealed record LinkedText(IReadOnlyList<Link> Links, IReadOnlyList<long> Undecided)
{
    public static LinkedText None { get; } = new([], []);

    /// <summary>Every name that was found; empty unless the caller requested traces.</summary>
    public IReadOnlyList<LinkTrace> Traces { get; init; } = [];
}
