using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using Npgsql;

namespace NewsApi.Content.Outgoing;

/// <summary>Reads people, places and topics for an export, in the transaction of its snapshot.</summary>
internal static class ArchivedEntities
{
    /// <summary>Returns the entities with everything that the database has of them, in the order of the ids.</summary>
    /// <param name="lastId">As <see cref="ExportedEntity.LastId"/>.</param>
    public static async Task<OutgoingEntity[]> ReadAsync(
        NpgsqlConnection connection, long[] ids, long lastId, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        var entities = await db.Entities.Where(e => ids.Contains(e.Id)).AsNoTracking().ToDictionaryAsync(e => e.Id, cancellationToken);
        var merged = (await db.MergedEntities.Where(m => ids.Contains(m.IntoId)).OrderBy(m => m.Id).AsNoTracking()
            .ToListAsync(cancellationToken)).ToLookup(m => m.IntoId, m => new ExportedMerge(m.Id) { Uri = m.Uri });
        var parents = await ReadNamesAsync(
            connection, [.. entities.Values.Select(e => e.Parent()).OfType<long>().Distinct()], cancellationToken);
        var slugs = new Dictionary<EntityKind, ILookup<long, string>>();
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            slugs[kind] = await ReadFormerSlugsAsync(connection, (short)kind, ids, cancellationToken);
        }

        return Array.ConvertAll(ids, id => ToOutgoing(entities[id]) with
        {
            Parent = entities[id].Parent() is { } parent ? parents[parent] : null,
            Document = entities[id].Document,
            Exported = new ExportedEntity
            {
                Id = id,
                LastId = lastId,
                FormerSlugs = [.. slugs[entities[id].Kind][id]],
                Merged = [.. merged[id]],
                Curated = entities[id].Curated,
                KeptBack = entities[id].KeptBack,
                UpdatedAt = entities[id].UpdatedAt,
            },
        });
    }

    /// <summary>Returns what the mentions of an article show of their entities, by id.</summary>
    public static async Task<Dictionary<long, OutgoingEntity>> ReadNamesAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select id, kind, slug, name, uri, code, latitude, longitude from entity where id = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new Dictionary<long, OutgoingEntity>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetInt64(0), new OutgoingEntity
            {
                Kind = (EntityKind)reader.GetInt16(1),
                Slug = reader.GetString(2),
                Name = reader.GetString(3),
                Uri = reader.GetValue(4) as string,
                Code = reader.GetValue(5) as string,
                Latitude = reader.GetValue(6) as double?,
                Longitude = reader.GetValue(7) as double?,
            });
        }

        return names;
    }

    /// <summary>Returns the former slugs of articles or entities in ordinal order, by the id that each leads to.</summary>
    /// <param name="kind">As <see cref="FormerSlug.Kind"/>.</param>
    public static async Task<ILookup<long, string>> ReadFormerSlugsAsync(
        NpgsqlConnection connection, short kind, long[] ids, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        var former = await db.FormerSlugs.Where(f => f.Kind == kind && ids.Contains(f.SubjectId)).OrderBy(f => f.Slug).AsNoTracking()
            .ToListAsync(cancellationToken);
        return former.ToLookup(f => f.SubjectId, f => f.Slug);
    }

    private static OutgoingEntity ToOutgoing(Entity entity) => new()
    {
        Kind = entity.Kind,
        Slug = entity.Slug,
        Name = entity.Name,
        Uri = entity.Uri,
        Description = entity.Description,
        Aliases = [.. entity.Aliases],
        SameAs = [.. entity.SameAs],
        PlaceKind = (entity as Place)?.PlaceKind,
        CountryCode = (entity as Place)?.CountryCode,
        Latitude = (entity as Place)?.Latitude,
        Longitude = (entity as Place)?.Longitude,
        Code = (entity as Topic)?.Code,
    };
}
