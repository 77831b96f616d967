using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>An entity on its way through a batch: as it was, and as a gazetteer wants it.</summary>
/// <param name="survivesMergers">Others were merged into it; their names are among its aliases, and no gazetteer knows that.</param>
internal sealed class EntityState(Entity entity, bool isNew, bool survivesMergers = false)
{
    private readonly EntitySnapshot _before = EntitySnapshot.By(entity);

    public Entity Entity => entity;

    public bool IsNew => isNew;

    public EntityKind Kind { get; } = KindOf(entity);

    /// <summary>The slug it is to have if that is free; null where it keeps the one it has.</summary>
    public string? WishedSlug { get; private set; }

    public bool HasChanged => _before != EntitySnapshot.By(entity);

    public ItemResult Result => isNew ? ItemResult.Created : HasChanged ? ItemResult.Updated : ItemResult.Unchanged;

    /// <summary>The slug it had, where it has another now.</summary>
    public string? FormerSlug => isNew || _before.Slug == entity.Slug ? null : _before.Slug;

    /// <summary>True where it lay within something else, or nothing, before.</summary>
    public bool HasMoved => !isNew && _before.ParentId != entity.Parent();

    public static Type TypeOf(EntityKind kind) => kind switch
    {
        EntityKind.Person => typeof(Person),
        EntityKind.Place => typeof(Place),
        EntityKind.Topic => typeof(Topic),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Takes over everything the entry says but its parent.</summary>
    public void Describe(IncomingEntity entry, DateTimeOffset now)
    {
        if (!entity.Curated)
        {
            WishedSlug = Slug.From(entry.Slug ?? entry.Name, Kind.ToString().ToLowerInvariant());
        }

        entity.Uri = entry.Uri ?? entity.Uri;
        entity.Name = entry.Name;
        entity.Description = entry.Description;
        entity.Aliases = [.. survivesMergers ? entity.Aliases.Union(entry.Aliases, StringComparer.Ordinal) : entry.Aliases];
        entity.NameKeys = NameKey.Of(entry.Name, entity.Aliases);
        entity.SameAs = [.. survivesMergers ? entity.SameAs.Union(entry.SameAs, StringComparer.Ordinal) : entry.SameAs];
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
