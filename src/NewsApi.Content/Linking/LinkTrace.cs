namespace NewsApi.Content.Linking;

/// <summary>A name that the linker found in a text, for people who maintain a gazetteer.</summary>
/// <param name="Start">In the text that was read, headline first; in UTF-16.</param>
/// <param name="Entity">What it was linked to; null where it was not.</param>
/// <param name="Candidates">Everything that has the name.</param>
public sealed record LinkTrace(
    string Text, int Start, NamedEntity? Entity, LinkEvidence Evidence, IReadOnlyList<NamedEntity> Candidates);
