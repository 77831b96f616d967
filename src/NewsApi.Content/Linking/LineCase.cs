namespace NewsApi.Content.Linking;

/// <summary>How a line uses capitals; only in a sentence do they tell a name from other words.</summary>
internal enum LineCase : byte
{
    Sentence,

    /// <summary>Most Words Begin with One.</summary>
    Title,

    /// <summary>ALL WORDS.</summary>
    Capitals,
}
