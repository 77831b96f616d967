using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>The comparable state of a person, place or topic: everything but its id, name keys and time of change.</summary>
internal sealed record EntitySnapshot(
    string? Uri, string Slug, string Name, string? Description, ValueList<string> Aliases, ValueList<string> SameAs, bool Curated,
    bool KeptBack, string? Document, string? PlaceKind, string? CountryCode, double? Latitude, double? Longitude, string? Code,
    long? ParentId)
{
    public static EntitySnapshot Of(Entity entity)
    {
        var place = entity as Place;
        return new(
            entity.Uri, entity.Slug, entity.Name, entity.Description, [.. entity.Aliases], [.. entity.SameAs], entity.Curated,
            entity.KeptBack, entity.Document, place?.PlaceKind, place?.CountryCode, place?.Latitude, place?.Longitude,
            (entity as Topic)?.Code, entity.Parent());
    }
}
