namespace NewsApi.Content.Linking;

/// <summary>The characters between two tokens of a text.</summary>
[Flags]
internal enum Gap : byte
{
    None = 0,
    Space = 1,
    Hyphen = 2,
    Dot = 4,
    Comma = 8,
    Apostrophe = 16,

    /// <summary>A slash or an ampersand.</summary>
    Join = 32,

    /// <summary>A character that ends a name: a quotation mark, a bracket, a dash, a colon, a question mark.</summary>
    Break = 64,

    /// <summary>The end of a line. It ends a name too.</summary>
    Line = 128,
}
