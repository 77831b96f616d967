namespace NewsApi.Content.Linking;

/// <summary>How a token is written.</summary>
internal enum TokenShape : byte
{
    Lower,

    /// <summary>Both capitals and small letters, or one capital alone.</summary>
    Capital,

    /// <summary>Two capitals or more, and no small letter.</summary>
    Upper,

    Number,

    /// <summary>Letters of a script without capitals.</summary>
    Caseless,
}
