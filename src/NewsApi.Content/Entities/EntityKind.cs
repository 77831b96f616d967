namespace NewsApi.Content.Entities;

/// <summary>The kinds of entities that articles mention: people, places and topics.</summary>
public enum EntityKind
{
    /// <summary>A person.</summary>
    Person = 1,

    /// <summary>A place: a country, region, city or a building.</summary>
    Place = 2,

    /// <summary>A topic. Topics form a tree, such as the IPTC Media Topics.</summary>
    Topic = 3,
}
