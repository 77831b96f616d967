namespace NewsApi.Content.Entities;

/// <summary>What articles are about: people, places and topics.</summary>
public enum EntityKind
{
    /// <summary>A person.</summary>
    Person = 1,

    /// <summary>A place: a country, region, city or a building.</summary>
    Place = 2,

    /// <summary>A topic of a tree, such as those of the IPTC Media Topics.</summary>
    Topic = 3,
}
