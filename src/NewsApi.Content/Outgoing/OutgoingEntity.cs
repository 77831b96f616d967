using NewsApi.Content.Entities;
using NewsApi.Content.Importing;

namespace NewsApi.Content.Outgoing;

/// <summary>A person, place or topic as the writers of all formats take it.</summary>
public sealed record OutgoingEntity
{
    public required EntityKind Kind { get; init; }

    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>The identifier in its vocabulary.</summary>
    public string? Uri { get; init; }

    public string? Description { get; init; }

    /// <summary>Other names of the person, place or topic.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    /// <summary>Addresses of other descriptions of the same person, place or topic.</summary>
    public ValueList<string> SameAs { get; init; } = [];

    /// <summary>The kind of a place, such as "country" or "city".</summary>
    public string? PlaceKind { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 code of a place's country.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The latitude of a place in degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>The longitude of a place in degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>The code of a topic in a vocabulary, such as <c>medtop:20000385</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The place around a place, or the topic above a topic; null if there is none.</summary>
    public OutgoingEntity? Parent { get; init; }

    /// <summary>What the service has beside all this; null unless the entity is exported.</summary>
    public ExportedEntity? Exported { get; init; }

    /// <summary>The entry of the gazetteer that described the entity; null unless the entity is exported and has one.</summary>
    public string? Document { get; init; }
}
