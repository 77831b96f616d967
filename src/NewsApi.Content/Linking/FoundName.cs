using System.Runtime.InteropServices;

namespace NewsApi.Content.Linking;

/// <summary>An occurrence of an indexed name in a text, with the decision of the linker.</summary>
/// <param name="First">The index of the first token.</param>
/// <param name="Last">The index of the last token.</param>
/// <param name="Node">
/// The node of the trie that has the forms of the name. 0 if the words are not a name of the index, for example a surname after the full
/// name.
/// </param>
/// <param name="SkipsInitials">Whether the text has initials that the indexed name lacks. Such a name can only be a person's.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct FoundName(int First, int Last, int Node, bool SkipsInitials)
{
    /// <summary>The entity that the name is linked to; null before the decision, and if the name is not linked.</summary>
    public NamedEntity? Entity { get; set; }

    public LinkEvidence Evidence { get; set; }

    public bool IsDecided { get; set; }

    /// <summary>
    /// Whether this is the name of a topic. Such a name may overlap the name of a person or place: "Iraq sanctions" overlaps "Iraq".
    /// </summary>
    public bool IsTopic { get; init; }

    /// <summary>Whether only places of a large vocabulary have this name (<see cref="VocabularySize"/>).</summary>
    public bool IsOfLargeVocabulary { get; init; }

    /// <summary>The forms that match the text. There is one form for each entity, in the order of the ids of the entities.</summary>
    public NameForm[] Forms { get; set; } = [];

    public readonly int Tokens => Last - First + 1;
}
