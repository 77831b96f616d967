namespace NewsApi.Content.Linking;

/// <summary>How a form of a name relates to its entity. The strongest kind comes first.</summary>
internal enum FormKind : byte
{
    Name,
    Alias,

    /// <summary>A word that a gazetteer declares for a topic.</summary>
    Keyword,

    /// <summary>The name without middle initials or "Jr.".</summary>
    Shortened,

    /// <summary>A surname that the gazetteer declares for this person only, or an alias of a person that is a single word.</summary>
    Surname,

    /// <summary>
    /// The name of a place without the country before it: "Virgin Islands". Linked only where the item names that country.
    /// </summary>
    Unqualified,

    /// <summary>
    /// A word for the people or things of a place: "French". A demonym is never linked, but it is evidence for the country of the place.
    /// </summary>
    Demonym,
}
