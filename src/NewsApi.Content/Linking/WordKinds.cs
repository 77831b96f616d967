namespace NewsApi.Content.Linking;

/// <summary>The kinds of words. The linker knows the kinds of a word without a gazetteer.</summary>
[Flags]
internal enum WordKinds : ushort
{
    None = 0,

    /// <summary>An ordinary word of a language. A name with the same letters needs more evidence.</summary>
    Word = 1,

    /// <summary>A word before the name of a person: "President", "Mr".</summary>
    Title = 2,

    /// <summary>
    /// A title that is followed by "of" and a place. The whole name means a person and not the place: "Duchess of Cambridge".
    /// </summary>
    Nobility = 4,

    /// <summary>
    /// A word that begins or ends the name of an organisation, building or event: "Bank of England", "Kansas City Southern".
    /// </summary>
    Organisation = 8,

    /// <summary>A word before the name of a place. Both words together name another place: "Northern Ireland" is not Ireland.</summary>
    Direction = 16,

    /// <summary>A word before the name of a place: "in", "near".</summary>
    Locative = 32,

    /// <summary>A month or a day of the week.</summary>
    Calendar = 64,

    GivenName = 128,

    /// <summary>A verb that often follows the name of a person in a report: "said", "has", "will".</summary>
    Verb = 256,

    /// <summary>A word that belongs to a surname: "de", "van", "bin".</summary>
    Particle = 512,

    /// <summary>A surname that is often written before the given name: "Deng", "Kim".</summary>
    LeadingSurname = 1024,

    /// <summary>A word after the name of a person: "Jr".</summary>
    Suffix = 2048,

    /// <summary>
    /// A word that means the place itself if "of" and a place follow: "City of London", "Republic of Korea". So the place can be linked.
    /// </summary>
    Territory = 4096,

    /// <summary>A short word that titles write in small letters: "of", "and".</summary>
    Function = 8192,

    /// <summary>A word that ends the name of a company: "Inc", "Ltd".</summary>
    Company = 16384,
}
