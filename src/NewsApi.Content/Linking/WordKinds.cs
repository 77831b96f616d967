namespace NewsApi.Content.Linking;

/// <summary>What a word may be, whatever a gazetteer says of it.</summary>
[Flags]
internal enum WordKinds : ushort
{
    None = 0,

    /// <summary>A word of a language: a name of these letters needs more evidence.</summary>
    Word = 1,

    /// <summary>Stands before a person's name: "President", "Mr".</summary>
    Title = 2,

    /// <summary>A title that is named after a place without being there: "Duchess of Cambridge".</summary>
    Nobility = 4,

    /// <summary>Begins or ends the name of an organisation, building or event: "Bank of England", "Kansas City Southern".</summary>
    Organisation = 8,

    /// <summary>Makes another place of the place that follows: "Northern Ireland", "New London".</summary>
    Direction = 16,

    /// <summary>Stands before a place: "in", "near".</summary>
    Locative = 32,

    /// <summary>A month or a day of the week.</summary>
    Calendar = 64,

    GivenName = 128,

    /// <summary>What a person does in a report: "said", "has", "will".</summary>
    Verb = 256,

    /// <summary>Belongs to a surname: "de", "van", "bin".</summary>
    Particle = 512,

    /// <summary>Comes before the name where the surname is first: "Deng", "Kim".</summary>
    LeadingSurname = 1024,

    /// <summary>Follows a person's name: "Jr".</summary>
    Suffix = 2048,

    /// <summary>A place of another kind, of which a place is the name: "City of London", "Republic of Korea".</summary>
    Territory = 4096,

    /// <summary>A small word that titles write in small letters: "of", "and".</summary>
    Function = 8192,

    /// <summary>Ends the name of a company: "Inc", "Ltd".</summary>
    Company = 16384,
}
