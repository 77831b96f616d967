namespace NewsApi.Content.Linking;

/// <summary>
/// How a line uses capitals. A capital is evidence for a name only in a line of the kind <see cref="LineCase.Sentence"/>.
/// </summary>
internal enum LineCase : byte
{
    Sentence,

    /// <summary>Most Words Begin with a Capital.</summary>
    Title,

    /// <summary>ALL WORDS ARE IN CAPITALS.</summary>
    Capitals,
}
