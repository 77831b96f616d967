using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Finds the stored entities that the entries of a gazetteer may describe, by their identifiers, slugs and names.</summary>
internal static class EntityCandidates
{
    private const string ByKey =
        """
        select e.id, e.kind, e.uri from unnest($1, $2) as entry(kind, uri) join entity e on e.kind = entry.kind and e.uri = entry.uri
        union all
        select e.id, e.kind, null from unnest($1, $3) as entry(kind, slug) join entity e on e.kind = entry.kind and e.slug = entry.slug
        union all
        select e.id, e.kind, null
        from unnest($4, $5) as entry(kind, uri) join entity e on e.kind = entry.kind and e.uri = entry.uri and not e.curated
        """;

    private const string ByName =
        """
        select id, kind, null from entity where name_keys && $1 and not curated
        union all
        select id, kind, null from entity where name_keys && $2
        """;

    /// <summary>Returns the identifiers of an entry except its <c>uri</c>, in every spelling.</summary>
    public static IEnumerable<string> IdentifiersOf(IncomingEntity entry) =>
        entry.SameAs.Append(entry.Code).Append(entry.Uri).OfType<string>().SelectMany(Vocabulary.Spellings)
            .Where(text => text != entry.Uri);

    /// <returns>The ids of all entities that an entry of the batch may describe; an id may be listed twice.</returns>
    public static async Task<List<long>> FindAsync(
        NpgsqlConnection connection, IncomingEntity[] entries, MergedNames former, CancellationToken cancellationToken)
    {
        var others = entries.SelectMany(e => IdentifiersOf(e).Select(text => (Kind: (short)e.Kind, Text: text))).Distinct().ToArray();
        var (ids, uris) = (new List<long>(), new HashSet<(EntityKind, string)>());
        await ReadAsync(
            ByKey,
            new NpgsqlParameter<short[]> { TypedValue = [.. entries.Select(e => (short)e.Kind)] },
            new NpgsqlParameter<string?[]> { TypedValue = [.. entries.Select(e => e.Uri)] },
            new NpgsqlParameter<string?[]> { TypedValue = [.. entries.Select(e => e.Slug)] },
            new NpgsqlParameter<short[]> { TypedValue = [.. others.Select(o => o.Kind)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. others.Select(o => o.Text)] });

        // A name does not matter if the identifier is known. So a repeated import does not read every place of each name.
        var open = entries.Where(e => (e.Uri is null || !uris.Contains((e.Kind, e.Uri))) && former.Survivor(e) is null).ToArray();
        string[] identified = [.. open.Where(e => e is not { Uri: null, Slug: null }).Select(e => NameKey.Of(e.Name)).Distinct()];
        string[] nameOnly = [.. open.Where(e => e is { Uri: null, Slug: null }).Select(e => NameKey.Of(e.Name)).Distinct()];
        if (open.Length > 0)
        {
            await ReadAsync(
                ByName,
                new NpgsqlParameter<string[]> { TypedValue = identified }, new NpgsqlParameter<string[]> { TypedValue = nameOnly });
        }

        return ids;

        async Task ReadAsync(string sql, params NpgsqlParameter[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetInt64(0));
                if (!await reader.IsDBNullAsync(2, cancellationToken))
                {
                    uris.Add(((EntityKind)reader.GetInt16(1), reader.GetString(2)));
                }
            }
        }
    }
}
