namespace NewsApi.Content.Linking;

/// <summary>How a script separates words.</summary>
internal enum TokenScript : byte
{
    /// <summary>Spaces separate words. A run of letters is a token.</summary>
    Spaced,

    /// <summary>
    /// Nothing separates words (Han, Hiragana, Thai and others). Each character is a token, and a name may begin at any character.
    /// </summary>
    Unspaced,

    /// <summary>Katakana. A run of characters is a token, and a change of script ends it.</summary>
    Katakana,

    /// <summary>
    /// Hangul. Each syllable is a token, because particles are attached to words. A name begins only where a word begins.
    /// </summary>
    Hangul,
}
