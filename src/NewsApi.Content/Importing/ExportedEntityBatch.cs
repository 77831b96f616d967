using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Imports the people, places and topics of an export as they were. An entity that is stored already, under the same identifier or slug,
/// stays as it is, and the articles of the export then mention that one.
/// </summary>
internal sealed class ExportedEntityBatch(BatchChanges batch, SlugAllocator slugs, ImportMemory memory)
{
    private const string FindStored =
        """
        select entry.ordinal, e.id, e.slug = entry.slug and e.updated_at = entry.updated_at, 0 as rank
        from unnest($1, $2, $3, $4) with ordinality as entry(kind, uri, slug, updated_at, ordinal)
        join entity e on e.kind = entry.kind and e.uri = entry.uri
        union all
        select entry.ordinal, m.into_id, false, 1
        from unnest($1, $2, $3, $4) with ordinality as entry(kind, uri, slug, updated_at, ordinal)
        join merged_entity m on m.kind = entry.kind and m.uri = entry.uri
        union all
        select entry.ordinal, e.id, e.updated_at = entry.updated_at, 2
        from unnest($1, $2, $3, $4) with ordinality as entry(kind, uri, slug, updated_at, ordinal)
        join entity e on e.kind = entry.kind and e.slug = entry.slug and (e.uri is null or entry.uri is null or e.uri = entry.uri)
        union all
        select entry.ordinal, e.id, false, 3
        from unnest($1, $2, $3, $4) with ordinality as entry(kind, uri, slug, updated_at, ordinal)
        join former_slug f on f.kind = entry.kind and f.slug = entry.slug
        join entity e on e.id = f.subject_id and (e.uri is null or entry.uri is null or e.uri = entry.uri)
        order by rank
        """;

    private static readonly BulkWriter<Entity> Writer = new();

    private static readonly ImportWarning StoredAlready = new(
        "stored-entity", "A person, place or topic is stored already; an export adds what is missing and changes nothing.");

    private readonly Dictionary<ExportedEntityKey, long> _ids = [];
    private readonly List<(Entity Entity, IncomingEntity Entry)> _created = [];

    /// <summary>Runs every step of the batch except appending to the log and committing.</summary>
    /// <returns>The outcome of each entry, in order.</returns>
    public async Task<ItemOutcome[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. Find the entities that are stored already.
        var entries = items.Select(item => (IncomingEntity)item.Item).ToArray();
        var stored = await FindStoredAsync(entries, cancellationToken);
        var outcomes = entries.Select((entry, i) => Decide(entry, stored.GetValueOrDefault(i))).ToArray();

        // 2. Give the others their ids and slugs.
        var ids = await ExportedIds.TakeAsync(
            batch, "entity", [.. _created.Select(c => Exported(c.Entry).Id)],
            _created.SelectMany(c => Exported(c.Entry).Merged.Select(merge => merge.Id).Append(Exported(c.Entry).LastId)),
            cancellationToken);
        var taken = await slugs.TakeAsync(
            batch.Connection, SlugAllocator.TakenByEntities, [.. _created.Select(c => ((short)c.Entry.Kind, KeyOf(c.Entry).Slug))],
            cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            (_created[i].Entity.Id, _created[i].Entity.Slug) = (ids[i], taken[i]);
            _ids[KeyOf(_created[i].Entry)] = ids[i];
        }

        // 3. Set their parents, which an export has before their children.
        await PlaceAsync(entries, outcomes, cancellationToken);

        // 4. Write the rows, and collect the rows of the log.
        if (batch.Writes)
        {
            await WriteAsync(cancellationToken);
        }

        return outcomes;
    }

    /// <summary>Adds the entities to the memory of the import. Called after the commit.</summary>
    public void Remember()
    {
        foreach (var (key, id) in _ids)
        {
            memory.Remember(key.Kind, key.Slug, id);
        }
    }

    private static ExportedEntity Exported(IncomingEntity entry) =>
        entry.Exported ?? throw new ArgumentException("The entry is not of an export.", nameof(entry));

    private static ExportedEntityKey KeyOf(IncomingEntity entry) => new(entry.Kind, entry.Slug ?? "");

    private async Task<Dictionary<int, (long Id, bool IsSame)>> FindStoredAsync(
        IncomingEntity[] entries, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindStored, batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. entries.Select(e => (short)e.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. entries.Select(e => e.Uri)] });
        command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. entries.Select(e => e.Slug)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. entries.Select(e => Exported(e).UpdatedAt)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<int, (long, bool)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.TryAdd((int)reader.GetInt64(0) - 1, (reader.GetInt64(1), reader.GetBoolean(2)));
        }

        return stored;
    }

    /// <param name="stored">The stored entity; its id is 0 if there is none.</param>
    private ItemOutcome Decide(IncomingEntity entry, (long Id, bool IsSame) stored)
    {
        var outcome = new ItemOutcome(entry.Origin, entry.Name, ItemResult.Unchanged) { Warnings = entry.Warnings };
        if (stored.Id == 0 && _ids.TryAdd(KeyOf(entry), 0))
        {
            _created.Add((ToEntity(entry), entry));
            return outcome with { Result = ItemResult.Created };
        }

        if (stored.Id != 0)
        {
            _ids[KeyOf(entry)] = stored.Id;
        }

        return stored.IsSame ? outcome : outcome.With(StoredAlready);
    }

    private static Entity ToEntity(IncomingEntity entry)
    {
        var exported = Exported(entry);
        var entity = Entity.New(entry.Kind, entry.Name);
        entity.Uri = entry.Uri;
        entity.Description = entry.Description;
        entity.Aliases = [.. entry.Aliases];
        entity.NameKeys = NameKey.Of(entry.Name, entity.Aliases);
        entity.SameAs = [.. entry.SameAs];
        entity.Curated = exported.Curated;
        entity.KeptBack = exported.KeptBack;
        entity.Document = exported.Curated ? entry.Document : null;
        entity.UpdatedAt = exported.UpdatedAt;
        if (entity is Place place)
        {
            (place.PlaceKind, place.CountryCode, place.Latitude, place.Longitude) =
                (entry.PlaceKind, entry.CountryCode, entry.Latitude, entry.Longitude);
        }
        else if (entity is Topic topic)
        {
            topic.Code = entry.Code;
        }

        return entity;
    }

    /// <summary>
    /// Sets the parents of the new entities. A parent that comes later than its child is not accepted, so the tree gets no circle.
    /// </summary>
    private async Task PlaceAsync(IncomingEntity[] entries, ItemOutcome[] outcomes, CancellationToken cancellationToken)
    {
        var created = _created.ToDictionary(c => KeyOf(c.Entry), c => c.Entity);
        var parents = entries.Select(ParentOf).OfType<ExportedEntityKey>().Where(key => !created.ContainsKey(key));
        var known = await ExportedNames.FindAsync(batch, parents, cancellationToken);
        foreach (var (i, entry) in entries.Index())
        {
            if (outcomes[i].Result == ItemResult.Created && ParentOf(entry) is { } parent)
            {
                if (known.TryGetValue(parent, out var id))
                {
                    created[KeyOf(entry)].LieWithin(id);
                }
                else
                {
                    outcomes[i] = outcomes[i].With(new(
                        "unknown-parent", $"The parent '{entry.Parent}' is not known; the entry was imported without a parent."));
                }
            }

            known[KeyOf(entry)] = _ids[KeyOf(entry)];
        }
    }

    private static ExportedEntityKey? ParentOf(IncomingEntity entry) =>
        entry is { Parent: { } parent, Kind: not EntityKind.Person } ? new(entry.Kind, parent) : null;

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await Writer.InsertAsync(batch.Connection, [.. _created.Select(c => c.Entity)], cancellationToken);
        await ExportedNames.WriteMergesAsync(
            batch.Connection,
            [.. _created.SelectMany(c => Exported(c.Entry).Merged.Select(merge => (merge, c.Entry.Kind, c.Entity.Id)))], cancellationToken);
        await ExportedNames.WriteFormerSlugsAsync(
            batch.Connection,
            [.. _created.SelectMany(c => Exported(c.Entry).FormerSlugs.Select(slug => ((short)c.Entry.Kind, slug, c.Entity.Id)))],
            cancellationToken);
        batch.AddEntities(_created.Select(c => c.Entity.Id));
    }
}
