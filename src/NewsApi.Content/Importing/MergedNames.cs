using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// The former identifiers and former slugs that the entries of a gazetteer contain. Each leads to an entity. After a merge, the identifier
/// and slugs of the merged entity lead to the surviving entity. After a change of slug, the old slug leads to the same entity.
/// </summary>
internal sealed class MergedNames
{
    private const string Sql =
        """
        select entry.kind, entry.uri, true, m.into_id
        from unnest($1, $2) as entry(kind, uri) join merged_entity m on m.kind = entry.kind and m.uri = entry.uri
        union all
        select entry.kind, entry.slug, false, f.subject_id
        from unnest($1, $3) as entry(kind, slug) join former_slug f on f.kind = entry.kind and f.slug = entry.slug
        """;

    private readonly Dictionary<(EntityKind, string), long> _uris = [];
    private readonly Dictionary<(EntityKind, string), long> _slugs = [];

    public IEnumerable<long> Owners => _uris.Values.Concat(_slugs.Values);

    public static async Task<MergedNames> LoadAsync(
        NpgsqlConnection connection, IncomingEntity[] entries, CancellationToken cancellationToken)
    {
        var names = new MergedNames();
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short[]> { TypedValue = [.. entries.Select(e => (short)e.Kind)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. entries.Select(e => e.Uri)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. entries.Select(e => e.Slug)] },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            (reader.GetBoolean(2) ? names._uris : names._slugs)[((EntityKind)reader.GetInt16(0), reader.GetString(1))] = reader.GetInt64(3);
        }

        return names;
    }

    /// <summary>
    /// Returns the id of the entity into which the entity with the entry's uri was merged; null if there was no such merge.
    /// </summary>
    public long? Survivor(IncomingEntity entry) => entry.Uri is { } uri && _uris.TryGetValue((entry.Kind, uri), out var id) ? id : null;

    /// <summary>Returns the id of the entity that had the entry's slug before; null if there is none.</summary>
    public long? Holder(IncomingEntity entry) => entry.Slug is { } slug && _slugs.TryGetValue((entry.Kind, slug), out var id) ? id : null;
}
