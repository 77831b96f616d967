using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Resolves the ids in an editor's mentions to entities; the id of a merged entity resolves to the surviving entity.</summary>
internal static class MentionResolver
{
    private const string Resolve =
        """
        select requested.id, e.id, e.kind from unnest($1) as requested(id)
        left join merged_entity m on m.id = requested.id
        join entity e on e.id = coalesce(m.into_id, requested.id)
        """;

    /// <summary>Returns the entities by the requested ids. An id without an entity is left out.</summary>
    /// <param name="connection">
    /// A connection in a transaction that holds the <see cref="TreeLock"/>, so that no entity is merged or deleted during the call.
    /// </param>
    public static async Task<Dictionary<long, (long Id, EntityKind Kind)>> ResolveAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<long, (long, EntityKind)>();
        if (ids.Length == 0)
        {
            return resolved;
        }

        await using var command = new NpgsqlCommand(Resolve, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            resolved[reader.GetInt64(0)] = (reader.GetInt64(1), (EntityKind)reader.GetInt16(2));
        }

        return resolved;
    }
}
