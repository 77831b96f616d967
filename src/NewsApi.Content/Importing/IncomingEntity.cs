using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>A person, place or topic as a gazetteer describes it.</summary>
public sealed record IncomingEntity(Origin Origin) : Incoming(Origin)
{
    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    public string? Uri { get; init; }

    /// <summary>
    /// The slug that the gazetteer requests. If null, the slug is made from the name. If the slug is taken, a number is appended.
    /// </summary>
    public string? Slug { get; init; }

    public string? Description { get; init; }

    /// <summary>Other names of the person, place or topic.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    /// <summary>Addresses of other descriptions of the same person, place or topic.</summary>
    public ValueList<string> SameAs { get; init; } = [];

    /// <summary>The <see cref="Slug"/> or <see cref="Uri"/> of the place around this place, or of the broader topic.</summary>
    public string? Parent { get; init; }

    /// <summary>The code of a topic in a vocabulary, such as <c>medtop:20000385</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The kind of a place, such as "country" or "city".</summary>
    public string? PlaceKind { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 code of a place's country.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The latitude of a place in degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>The longitude of a place in degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>What this service had of the entity beside the properties of a gazetteer. Only the entry of an export has it.</summary>
    public ExportedEntity? Exported { get; init; }

    /// <summary>The unchanged text of the entry. It also contains the properties that this class does not have.</summary>
    public required string Document { get; init; }
}
