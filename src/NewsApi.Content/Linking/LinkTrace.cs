namespace NewsApi.Content.Linking;

/// <summary>A name that the linker found in a text. Traces are for people who maintain a gazetteer.</summary>
/// <param name="Start">
/// The position of the first character of the name, in UTF-16 units. It is counted in the text that the linker reads, which begins with the
/// headline.
/// </param>
/// <param name="Entity">The entity that the name was linked to; null if the name was not linked.</param>
/// <param name="Candidates">Every entity that has the name.</param>
public sealed record LinkTrace(
    string Text, int Start, NamedEntity? Entity, LinkEvidence Evidence, IReadOnlyList<NamedEntity> Candidates);
