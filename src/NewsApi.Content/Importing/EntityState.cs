using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>An entity while its batch runs: its state before the batch, and its state as the gazetteer's entry describes it.</summary>
/// <param name="survivesMerges">
/// True if other entities were merged into this entity. Its aliases then contain their names, which a gazetteer does not have.
/// </param>
internal sealed class EntityState(Entity entity, bool isNew, bool survivesMerges = false)
{
    private readonly EntitySnapshot _before = EntitySnapshot.Of(entity);

    public Entity Entity => entity;

    public bool IsNew => isNew;

    public EntityKind Kind { get; } = KindOf(entity);

    /// <summary>The slug that the entity will get if the slug is free; null if the entity keeps its slug.</summary>
    public string? RequestedSlug { get; private set; }

    public bool HasChanged => _before != EntitySnapshot.Of(entity);

    public ItemResult Result => isNew ? ItemResult.Created : HasChanged ? ItemResult.Updated : ItemResult.Unchanged;

    /// <summary>The slug that the entity had before, if it has another now; null otherwise.</summary>
    public string? FormerSlug => isNew || _before.Slug == entity.Slug ? null : _before.Slug;

    /// <summary>True if a stored entity gets another parent, or loses its parent.</summary>
    public bool HasMoved => !isNew && _before.ParentId != entity.Parent();

    public static Type TypeOf(EntityKind kind) => kind switch
    {
        EntityKind.Person => typeof(Person),
        EntityKind.Place => typeof(Place),
        EntityKind.Topic => typeof(Topic),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Sets every property of the entity except its parent from the entry.</summary>
    public void Describe(IncomingEntity entry, DateTimeOffset now)
    {
        if (!entity.Curated)
        {
            RequestedSlug = Slug.From(entry.Slug ?? entry.Name, Kind.ToString().ToLowerInvariant());
        }

        entity.Uri = entry.Uri ?? entity.Uri;
        entity.Name = entry.Name;
        entity.Description = entry.Description;
        entity.Aliases = [.. survivesMerges ? entity.Aliases.Union(entry.Aliases, StringComparer.Ordinal) : entry.Aliases];
        entity.NameKeys = NameKey.Of(entry.Name, entity.Aliases);
        entity.SameAs = [.. survivesMerges ? entity.SameAs.Union(entry.SameAs, StringComparer.Ordinal) : entry.SameAs];
        entity.Curated = true;
        entity.Document = entry.Document;
        if (entity is Place place)
        {
            (place.PlaceKind, place.CountryCode, place.Latitude, place.Longitude) =
                (entry.PlaceKind, entry.CountryCode, entry.Latitude, entry.Longitude);
        }
        else if (entity is Topic topic)
        {
            topic.Code = entry.Code;
        }

        if (HasChanged)
        {
            entity.UpdatedAt = now;
        }
    }

    private static EntityKind KindOf(Entity entity) => entity switch
    {
        Person => EntityKind.Person,
        Place => EntityKind.Place,
        _ => EntityKind.Topic,
    };
}
