using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>Everything an editor may say about a person, place or topic.</summary>
public sealed record EntityDraft
{
    /// <summary>The name it is shown by.</summary>
    public required string Name { get; init; }

    /// <summary>Its identifier in a vocabulary; unique within its kind.</summary>
    public string? Uri { get; init; }

    /// <summary>A wish for the readable part of its address; null for one from the name, or the one it has.</summary>
    public string? Slug { get; init; }

    /// <summary>One or two sentences about it.</summary>
    public string? Description { get; init; }

    /// <summary>Other names it is known by.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    /// <summary>Addresses of other descriptions of the same thing.</summary>
    public ValueList<string> SameAs { get; init; } = [];

    /// <summary>The id of the place it lies within, or of its broader topic.</summary>
    public long? ParentId { get; init; }

    /// <summary>Of a topic: its code in a vocabulary.</summary>
    public string? Code { get; init; }

    /// <summary>Of a place: "country", "city" and the like.</summary>
    public string? PlaceKind { get; init; }

    /// <summary>Of a place: the ISO 3166-1 alpha-2 code of its country.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Of a place: degrees north, from -90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>Of a place: degrees east, from -180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>What is said of an entity now.</summary>
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
        };
    }

    /// <summary>Brings what is said into an entity, but for its slug and its parent. What an editor said is curated.</summary>
    internal void PutInto(Entity entity)
    {
        entity.Name = Name;
        entity.Uri = Uri;
        entity.Description = Description;
        entity.Aliases = [.. Aliases];
        entity.NameKeys = NameKey.Of(Name, Aliases);
        entity.SameAs = [.. SameAs];
        entity.Curated = true;
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
