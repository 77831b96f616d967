namespace NewsApi.Content.Linking;

/// <summary>How a form of a name is written.</summary>
[Flags]
internal enum FormFlags : byte
{
    None = 0,

    /// <summary>The first word has a capital, so a word in small letters does not match the form.</summary>
    FirstCapital = 1,

    LastCapital = 2,

    /// <summary>The form is an acronym. An acronym matches only where the text has capitals.</summary>
    Acronym = 4,

    /// <summary>The form ends with a full stop that belongs to the name: "U.S."</summary>
    EndsWithDot = 8,
}
