using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>Every property of a person, place or topic that an editor can edit.</summary>
public sealed record EntityDraft
{
    /// <summary>The name that readers see.</summary>
    public required string Name { get; init; }

    /// <summary>The entity's identifier in a vocabulary; unique among the entities of the same kind.</summary>
    public string? Uri { get; init; }

    /// <summary>
    /// The requested readable part of the entity's address. If null, a stored entity keeps its slug, and the slug of a new entity is made
    /// from its name.
    /// </summary>
    public string? Slug { get; init; }

    /// <summary>One or two sentences about the person, place or topic.</summary>
    public string? Description { get; init; }

    /// <summary>Other names of the person, place or topic.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    /// <summary>Addresses of other descriptions of the same person, place or topic.</summary>
    public ValueList<string> SameAs { get; init; } = [];

    /// <summary>The id of the place around this place, or of the broader topic.</summary>
    public long? ParentId { get; init; }

    /// <summary>The code of a topic in a vocabulary.</summary>
    public string? Code { get; init; }

    /// <summary>The kind of a place, such as "country" or "city".</summary>
    public string? PlaceKind { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 code of a place's country.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The latitude of a place in degrees north, from -90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>The longitude of a place in degrees east, from -180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>
    /// If true, the entity is public even if no public article mentions it. If false, it is public only while a public article mentions it.
    /// </summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Makes a draft with the stored values of an entity.</summary>
    internal static EntityDraft Of(Entity entity)
    {
        var place = entity as Place;
        return new()
        {
            Name = entity.Name,
            Uri = entity.Uri,
            Slug = entity.Slug,
            Description = entity.Description,
            Aliases = [.. entity.Aliases],
            SameAs = [.. entity.SameAs],
            ParentId = entity.Parent(),
            Code = (entity as Topic)?.Code,
            PlaceKind = place?.PlaceKind,
            CountryCode = place?.CountryCode,
            Latitude = place?.Latitude,
            Longitude = place?.Longitude,
            IsPublic = entity.Curated && !entity.KeptBack,
        };
    }

    /// <summary>Copies every property but slug and parent into an entity, which is curated from then on.</summary>
    internal void ApplyTo(Entity entity)
    {
        entity.Name = Name;
        entity.Uri = Uri;
        entity.Description = Description;
        entity.Aliases = [.. Aliases];
        entity.NameKeys = NameKey.Of(Name, Aliases);
        entity.SameAs = [.. SameAs];
        (entity.Curated, entity.KeptBack) = (true, !IsPublic);
        if (entity is Place place)
        {
            (place.PlaceKind, place.CountryCode, place.Latitude, place.Longitude) = (PlaceKind, CountryCode, Latitude, Longitude);
        }
        else if (entity is Topic topic)
        {
            topic.Code = Code;
        }
    }
}
