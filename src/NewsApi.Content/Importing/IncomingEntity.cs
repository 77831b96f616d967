using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>A person, place or topic as a gazetteer describes it.</summary>
public sealed record IncomingEntity(Origin Origin) : Incoming(Origin)
{
    public required EntityKind Kind { get; init; }

    public required string Name { get; init; }

    public string? Uri { get; init; }

    /// <summary>The slug that the gazetteer requests. Null makes one from the name; a taken one is numbered.</summary>
    public string? Slug { get; init; }

    public string? Description { get; init; }

    /// <summary>Other names it is known by.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    /// <summary>Addresses of other descriptions of the same thing.</summary>
    public ValueList<string> SameAs { get; init; } = [];

    /// <summary>The <see cref="Slug"/> or <see cref="Uri"/> of the place it lies within, or of its broader topic.</summary>
    public string? Parent { get; init; }

    /// <summary>For a topic: its code in a vocabulary, such as <c>medtop:20000385</c>.</summary>
    public string? Code { get; init; }

    /// <summary>For a place: "country", "city" and the like.</summary>
    public string? PlaceKind { get; init; }

    /// <summary>For a place: the ISO 3166-1 alpha-2 code of its country.</summary>
    public string? CountryCode { get; init; }

    /// <summary>For a place: degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>For a place: degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>The document as it arrived, character by character, with properties that are not listed above.</summary>
    public required string Document { get; init; }
}
