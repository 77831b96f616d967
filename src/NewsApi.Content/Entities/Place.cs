namespace NewsApi.Content.Entities;

/// <summary>A place: a country, region, city or a building.</summary>
public sealed class Place : Entity
{
    /// <summary>The kind of place, such as "country" or "city".</summary>
    public string? PlaceKind { get; set; }

    /// <summary>The ISO 3166-1 alpha-2 code of the place's country.</summary>
    public string? CountryCode { get; set; }

    /// <summary>The latitude in degrees north, from -90 to 90.</summary>
    public double? Latitude { get; set; }

    /// <summary>The longitude in degrees east, from -180 to 180.</summary>
    public double? Longitude { get; set; }

    /// <summary>The id of the place that this place lies within.</summary>
    public long? ParentId { get; set; }

    internal override long? Parent() => ParentId;

    internal override void LieWithin(long? parent) => ParentId = parent;
}
