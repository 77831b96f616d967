namespace NewsApi.Content.Linking;

/// <summary>The reasons why a name was linked or was not linked.</summary>
[Flags]
public enum LinkEvidence
{
    None = 0,

    /// <summary>The text has the whole name of the entity.</summary>
    Name = 1 << 0,

    /// <summary>The text has another name of the entity.</summary>
    Alias = 1 << 1,

    /// <summary>The text has a surname that the gazetteer declares for this person only.</summary>
    OwnSurname = 1 << 2,

    /// <summary>The text has the surname alone, after the full name.</summary>
    SurnameAfterName = 1 << 3,

    /// <summary>The text has a first name in a list that shares a surname: "George" in "George and Barbara Bush".</summary>
    SharedSurname = 1 << 4,

    /// <summary>The text has a word that the gazetteer declares for the topic.</summary>
    Keyword = 1 << 5,

    /// <summary>A title stands before the name: "President Bush".</summary>
    Title = 1 << 6,

    /// <summary>"in", "near" or a similar word stands before the name.</summary>
    Locative = 1 << 7,

    /// <summary>The item names the country of the place, or the place that contains it, after the name or elsewhere.</summary>
    CountryNamed = 1 << 8,

    /// <summary>The item was filed from this place.</summary>
    Dateline = 1 << 9,

    /// <summary>The item has a tag for the entity.</summary>
    Tagged = 1 << 10,

    /// <summary>The headline names the entity.</summary>
    Headline = 1 << 11,

    /// <summary>The item names the entity more than once.</summary>
    Repeated = 1 << 12,

    /// <summary>The entity belongs to a small vocabulary. A small vocabulary lists only what news is about.</summary>
    SmallVocabulary = 1 << 13,

    /// <summary>The item contains at least two words of the person's role or description.</summary>
    Role = 1 << 14,

    /// <summary>Far more stored articles have a tag for the entity than for other entities with the same name.</summary>
    Archive = 1 << 15,

    /// <summary>The place has far more inhabitants than other places with the same name.</summary>
    Population = 1 << 16,

    /// <summary>Not linked: the name is part of a longer name, for example "England" in "Bank of England".</summary>
    LongerName = 1 << 17,

    /// <summary>Not linked: the word is the surname of a person whom the item names in full.</summary>
    AnotherPerson = 1 << 18,

    /// <summary>
    /// Not linked: the name is also an ordinary word or belongs to a large vocabulary, and no other evidence supports the link.
    /// </summary>
    TooWeak = 1 << 19,

    /// <summary>Not linked: several entities have the name, and the item does not decide between them.</summary>
    Ambiguous = 1 << 20,

    /// <summary>Not linked: the name only says where a town lies, and the gazetteer does not have the town: "Moberly, Missouri".</summary>
    QualifiesTown = 1 << 21,

    /// <summary>A state, province or country follows the name: "Genoa, Italy".</summary>
    RegionAfter = 1 << 22,

    /// <summary>Speaks against this place: a region of another country follows the name.</summary>
    OtherCountry = 1 << 23,
}
