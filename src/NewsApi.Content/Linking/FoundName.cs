using System.Runtime.InteropServices;

namespace NewsApi.Content.Linking;

/// <summary>A name of the index at a place of the text, and what was decided of it.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Last">Its last token.</param>
/// <param name="Node">Where its forms are.</param>
/// <param name="SkipsInitials">Whether the text has initials that the name lacks; then it can only be a person.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct FoundName(int First, int Last, int Node, bool SkipsInitials)
{
    /// <summary>The entity; null while it is not decided, and where it is not linked.</summary>
    public NamedEntity? Entity { get; set; }

    public LinkEvidence Evidence { get; set; }

    public bool IsDecided { get; set; }

    /// <summary>Whether it is a topic's; those overlap the names of people and places: "Iraq sanctions".</summary>
    public bool IsTopic { get; init; }

    /// <summary>Whether only places of a list of everything have the name.</summary>
    public bool IsOfLargeVocabulary { get; init; }

    /// <summary>The forms that it may be, each entity once, in the order of their ids.</summary>
    public NameForm[] Forms { get; set; } = [];

    public readonly int Tokens => Last - First + 1;
}
