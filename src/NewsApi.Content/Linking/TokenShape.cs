namespace NewsApi.Content.Linking;

/// <summary>How a token is written.</summary>
internal enum TokenShape : byte
{
    Lower,

    /// <summary>A capital first and small letters after it, or one capital alone.</summary>
    Capital,

    /// <summary>Two capitals or more and no small letter.</summary>
    Upper,

    Number,

    /// <summary>Of a script without capitals.</summary>
    Caseless,
}
