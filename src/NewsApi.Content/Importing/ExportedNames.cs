using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Writes the names of an export that lead to an article or entity beside its slug, and finds entities by their slugs.</summary>
internal static class ExportedNames
{
    // A slug that is in use keeps its meaning.
    private const string InsertFormer =
        """
        insert into former_slug (kind, slug, subject_id)
        select f.kind, f.slug, f.subject_id from unnest($1, $2, $3) as f(kind, slug, subject_id)
        where not exists (select from article a where f.kind = 0 and a.slug = f.slug)
          and not exists (select from entity e where e.kind = f.kind and e.slug = f.slug)
        on conflict do nothing
        """;

    private const string InsertMerged =
        """
        insert into merged_entity (id, kind, uri, into_id)
        select m.id, m.kind, m.uri, m.into_id from unnest($1, $2, $3, $4) as m(id, kind, uri, into_id)
        where not exists (select from entity e where e.id = m.id)
        on conflict do nothing
        """;

    private const string FindBySlug =
        """
        select named.kind, named.slug, e.id from unnest($1, $2) as named(kind, slug)
        join entity e on e.kind = named.kind and e.slug = named.slug
        union all
        select named.kind, named.slug, f.subject_id from unnest($1, $2) as named(kind, slug)
        join former_slug f on f.kind = named.kind and f.slug = named.slug
        """;

    /// <param name="former">Slugs, with the kind of <see cref="FormerSlug.Kind"/> and the id that each leads to.</param>
    public static async Task WriteFormerSlugsAsync(
        NpgsqlConnection connection, (short Kind, string Slug, long Owner)[] former, CancellationToken cancellationToken)
    {
        if (former.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(InsertFormer, connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = Array.ConvertAll(former, f => f.Kind) });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(former, f => f.Slug) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(former, f => f.Owner) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="merged">Merged entities, with their kind and the id of the entity that survives.</param>
    public static async Task WriteMergesAsync(
        NpgsqlConnection connection, (ExportedMerge Merge, EntityKind Kind, long Into)[] merged, CancellationToken cancellationToken)
    {
        if (merged.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(InsertMerged, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(merged, m => m.Merge.Id) });
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = Array.ConvertAll(merged, m => (short)m.Kind) });
        command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = Array.ConvertAll(merged, m => m.Merge.Uri) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(merged, m => m.Into) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Finds entities by the slugs that they have in the export: those of this import, else those that are stored under that slug.
    /// </summary>
    /// <returns>The ids. A key without an entity is left out.</returns>
    public static async Task<Dictionary<ExportedEntityKey, long>> FindAsync(
        BatchChanges batch, IEnumerable<ExportedEntityKey> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ExportedEntityKey, long>();
        var others = new List<ExportedEntityKey>();
        foreach (var key in keys.Distinct())
        {
            if (batch.Memory.Entity(key.Kind, key.Slug) is { } id)
            {
                found.Add(key, id);
            }
            else
            {
                others.Add(key);
            }
        }

        if (others.Count == 0)
        {
            return found;
        }

        await using var command = new NpgsqlCommand(FindBySlug, batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. others.Select(key => (short)key.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. others.Select(key => key.Slug)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.TryAdd(new((EntityKind)reader.GetInt16(0), reader.GetString(1)), reader.GetInt64(2));
        }

        return found;
    }
}
