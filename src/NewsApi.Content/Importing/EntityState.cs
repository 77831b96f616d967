using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>An entity on its way through a batch: as it was, and as a gazetteer wants it.</summary>
internal sealed class EntityState(Entity entity, bool isNew)
{
    private readonly Said _before = Said.By(entity);

    public Entity Entity => entity;

    public bool IsNew => isNew;

    public EntityKind Kind { get; } = KindOf(entity);

    /// <summary>The slug it is to have if that is free; null where it keeps the one it has.</summary>
    public string? WishedSlug { get; private set; }

    public bool HasChanged => _before != Said.By(entity);

    public ItemResult Result => isNew ? ItemResult.Created : HasChanged ? ItemResult.Updated : ItemResult.Unchanged;

    public long? ParentId
    {
        get => ParentOf(entity);
        set
        {
            switch (entity)
            {
                case Place place:
                    place.ParentId = value;
                    break;
                case Topic topic:
                    topic.ParentId = value;
                    break;
            }
        }
    }

    public static Type TypeOf(EntityKind kind) => kind switch
    {
        EntityKind.Person => typeof(Person),
        EntityKind.Place => typeof(Place),
        EntityKind.Topic => typeof(Topic),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static Entity Make(IncomingEntity entry) => entry.Kind switch
    {
        EntityKind.Person => new Person { Slug = "", Name = entry.Name },
        EntityKind.Place => new Place { Slug = "", Name = entry.Name },
        EntityKind.Topic => new Topic { Slug = "", Name = entry.Name },
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
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
        entity.Aliases = [.. entry.Aliases];
        entity.NameKeys = NameKey.Of(entry.Name, entry.Aliases);
        entity.SameAs = [.. entry.SameAs];
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

    private static long? ParentOf(Entity entity) => entity switch
    {
        Place place => place.ParentId,
        Topic topic => topic.ParentId,
        _ => null,
    };

    private static EntityKind KindOf(Entity entity) => entity switch
    {
        Person => EntityKind.Person,
        Place => EntityKind.Place,
        _ => EntityKind.Topic,
    };

    /// <summary>Everything that is said of an entity, as one comparable value.</summary>
    private sealed record Said(
        string? Uri, string Slug, string Name, string? Description, ValueList<string> Aliases, ValueList<string> SameAs, bool Curated,
        string? Document, string? PlaceKind, string? CountryCode, double? Latitude, double? Longitude, string? Code, long? ParentId)
    {
        public static Said By(Entity entity)
        {
            var place = entity as Place;
            return new(
                entity.Uri, entity.Slug, entity.Name, entity.Description, [.. entity.Aliases], [.. entity.SameAs], entity.Curated,
                entity.Document, place?.PlaceKind, place?.CountryCode, place?.Latitude, place?.Longitude, (entity as Topic)?.Code, ParentOf(entity));
        }
    }
}
