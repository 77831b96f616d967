namespace NewsApi.Content.Linking;

/// <summary>Why a name was linked, or was not.</summary>
[Flags]
public enum LinkEvidence
{
    None = 0,

    /// <summary>The entity's name, whole.</summary>
    Name = 1 << 0,

    /// <summary>One of its other names.</summary>
    Alias = 1 << 1,

    /// <summary>The surname, which the gazetteer declares to be this person's alone.</summary>
    OwnSurname = 1 << 2,

    /// <summary>The surname, after the fuller name.</summary>
    SurnameAfterName = 1 << 3,

    /// <summary>A first name in a list that shares its surname: "George and Barbara Bush".</summary>
    SharedSurname = 1 << 4,

    /// <summary>A word that the gazetteer declares for the topic.</summary>
    Keyword = 1 << 5,

    /// <summary>A title before it.</summary>
    Title = 1 << 6,

    /// <summary>"in", "near" or the like before it.</summary>
    Locative = 1 << 7,

    /// <summary>Its country, or the place that it lies within, follows or is named elsewhere.</summary>
    CountryNamed = 1 << 8,

    /// <summary>It is the place that the item was filed from.</summary>
    Dateline = 1 << 9,

    /// <summary>The item was tagged with it.</summary>
    Tagged = 1 << 10,

    /// <summary>The headline names it.</summary>
    Headline = 1 << 11,

    /// <summary>The item names it more than once.</summary>
    Repeated = 1 << 12,

    /// <summary>Its vocabulary is small, so that it holds what news is about.</summary>
    SmallVocabulary = 1 << 13,

    /// <summary>The item says what it is or does.</summary>
    Role = 1 << 14,

    /// <summary>The archive names it far more often than others of the name.</summary>
    Archive = 1 << 15,

    /// <summary>It has far more inhabitants than others of the name.</summary>
    Population = 1 << 16,

    /// <summary>Not linked: part of a longer name, such as "Bank of England".</summary>
    LongerName = 1 << 17,

    /// <summary>Not linked: another person of that name is in the item.</summary>
    AnotherPerson = 1 << 18,

    /// <summary>Not linked: it is also a word, or in a vocabulary of everything, and nothing else speaks for it.</summary>
    TooWeak = 1 << 19,

    /// <summary>Not linked: several have the name, and the item does not decide.</summary>
    Ambiguous = 1 << 20,

    /// <summary>Not linked: it only tells where a town lies that is not in the gazetteer.</summary>
    QualifiesTown = 1 << 21,

    /// <summary>Not linked: an editor removed it, or the item has tags of its own of that kind.</summary>
    NotAllowed = 1 << 22,

    /// <summary>A state, province or country follows it: "Genoa, Italy".</summary>
    RegionAfter = 1 << 23,

    /// <summary>Not this one: a region of another country follows it.</summary>
    OtherCountry = 1 << 24,
}
