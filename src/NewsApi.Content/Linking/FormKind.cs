namespace NewsApi.Content.Linking;

/// <summary>What a form of a name is to its entity, the strongest first.</summary>
internal enum FormKind : byte
{
    Name,
    Alias,

    /// <summary>A word that a gazetteer declares for a topic.</summary>
    Keyword,

    /// <summary>The name without middle initials or "Jr.".</summary>
    Shortened,

    /// <summary>A surname that a gazetteer declares to be one person's alone.</summary>
    Surname,

    /// <summary>A place's name without the country before it: "Virgin Islands"; links only where the item names that country.</summary>
    Unqualified,

    /// <summary>What belongs to a place or comes from there; never linked, but evidence for the place's country.</summary>
    Demonym,
}
