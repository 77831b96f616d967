namespace NewsApi.Content.Linking;

/// <summary>What stands between two tokens of a text.</summary>
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

    /// <summary>Anything that ends a name: a quote, a bracket, a dash, a colon, the end of a sentence.</summary>
    Break = 64,

    /// <summary>The end of a line; ends a name too.</summary>
    Line = 128,
}
