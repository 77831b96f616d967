using NewsApi.Content.Entities;

namespace NewsApi.Content.Importing;

/// <summary>
/// The entities of one batch, with an index by identifier, an index by slug and an index by name. Without the indexes, finding the entities
/// for all entries would take quadratic time. A gazetteer has many places with the same name. A lookup by name returns these places in the
/// order in which they got the name.
/// </summary>
internal sealed class EntityStates
{
    private readonly List<EntityState> _all = [];
    private readonly Dictionary<long, EntityState> _stored = [];
    private readonly Dictionary<(EntityKind, string), List<EntityState>> _byUri = [];
    private readonly Dictionary<(EntityKind, string), List<EntityState>> _bySlug = [];
    private readonly Dictionary<(EntityKind, string), List<EntityState>> _byName = [];

    /// <summary>All entities, in the order in which they were added.</summary>
    public IReadOnlyList<EntityState> All => _all;

    public void Add(EntityState state)
    {
        _all.Add(state);
        if (!state.IsNew)
        {
            _stored.Add(state.Entity.Id, state);
        }

        Index(state);
    }

    /// <summary>
    /// Applies an entry to an entity. Later lookups find the entity by its new identifier, slugs and names, and no longer by former values
    /// of the entity.
    /// </summary>
    public void Describe(EntityState state, IncomingEntity entry, DateTimeOffset now)
    {
        state.Describe(entry, now);
        Index(state);
    }

    /// <summary>Returns the stored entity with the id; null if the batch has not loaded it.</summary>
    public EntityState? Stored(long id) => _stored.GetValueOrDefault(id);

    public EntityState? WithUri(EntityKind kind, string uri) =>
        Find(_byUri, kind, uri).FirstOrDefault(s => s.Entity.Uri == uri);

    /// <summary>Returns the entities that have the slug, or will get the slug if no other entity has it.</summary>
    public IEnumerable<EntityState> WithSlug(EntityKind kind, string slug) =>
        Find(_bySlug, kind, slug).Where(s => s.Entity.Slug == slug || s.RequestedSlug == slug);

    /// <summary>Returns the entities whose name or alias has this folded form.</summary>
    public IEnumerable<EntityState> WithName(EntityKind kind, string key) =>
        Find(_byName, kind, key).Where(s => s.Entity.NameKeys.Contains(key));

    // Keys that an entity loses stay in the index, and the lookups leave them out.
    private void Index(EntityState state)
    {
        Put(_byUri, state, state.Entity.Uri);
        Put(_bySlug, state, state.Entity.Slug);
        Put(_bySlug, state, state.RequestedSlug);
        foreach (var key in state.Entity.NameKeys)
        {
            Put(_byName, state, key);
        }
    }

    private static List<EntityState> Find(Dictionary<(EntityKind, string), List<EntityState>> index, EntityKind kind, string key) =>
        index.GetValueOrDefault((kind, key), []);

    private static void Put(Dictionary<(EntityKind, string), List<EntityState>> index, EntityState state, string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return;
        }

        if (!index.TryGetValue((state.Kind, key), out var states))
        {
            index.Add((state.Kind, key), [state]);
        }
        else if (!states.Contains(state))
        {
            states.Add(state);
        }
    }
}
