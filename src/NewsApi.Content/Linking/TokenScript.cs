namespace NewsApi.Content.Linking;

/// <summary>How a script separates words.</summary>
internal enum TokenScript : byte
{
    /// <summary>By spaces: a run of letters is a word.</summary>
    Spaced,

    /// <summary>Not at all (Han, Hiragana, Thai and others): each character is a token, and a name may begin at any.</summary>
    Unspaced,

    /// <summary>Katakana: a run is a word, and the script that follows ends it.</summary>
    Katakana,

    /// <summary>Hangul: each syllable is a token, because particles are written on to a word; a name begins where a word begins.</summary>
    Hangul,
}
