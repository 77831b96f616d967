namespace NewsApi.Content.Linking;

/// <summary>How a form of a name is written.</summary>
[Flags]
internal enum FormFlags : byte
{
    None = 0,

    /// <summary>Its first word has a capital, so a word in small letters does not match it.</summary>
    FirstCapital = 1,

    LastCapital = 2,

    /// <summary>An acronym, which matches only where the text has capitals.</summary>
    Acronym = 4,

    /// <summary>It ends with a full stop, which belongs to the name: "U.S."</summary>
    EndsWithDot = 8,
}
