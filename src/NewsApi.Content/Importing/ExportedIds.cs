using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Gives the rows of an export the ids that they had, as far as these are free.</summary>
internal static class ExportedIds
{
    /// <summary>
    /// Returns an id for each row. The batch holds the <see cref="Entities.TreeLock"/> alone, so no other writer takes an id meanwhile.
    /// </summary>
    /// <param name="table"><c>article</c> or <c>entity</c>.</param>
    /// <param name="former">The former ids of the rows.</param>
    /// <param name="reserved">Ids that a row without a former id of its own may not get, nor any id below them.</param>
    public static async Task<long[]> TakeAsync(
        BatchChanges batch, string table, long[] former, IEnumerable<long> reserved, CancellationToken cancellationToken)
    {
        if (!batch.Writes || former.Length == 0)
        {
            return await batch.NewIdsAsync(table, former.Length, cancellationToken);
        }

        // The sequence must be beyond the ids of the export before a new id is taken from it.
        await using var raise = new NpgsqlCommand(
            """
            select setval(sequence, $2) from (select pg_get_serial_sequence($1, 'id') as sequence) of_table
            where coalesce(pg_sequence_last_value(sequence::regclass), 0) < $2
            """,
            batch.Connection);
        raise.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
        raise.Parameters.Add(new NpgsqlParameter<long> { TypedValue = former.Concat(reserved).Max() });
        await raise.ExecuteNonQueryAsync(cancellationToken);

        var taken = await TakenAsync(batch.Connection, table, former, cancellationToken);
        var ids = Array.ConvertAll(former, id => taken.Add(id) ? id : 0);
        var others = await batch.NewIdsAsync(table, ids.Count(id => id == 0), cancellationToken);
        var next = 0;
        return Array.ConvertAll(ids, id => id == 0 ? others[next++] : id);
    }

    private static async Task<HashSet<long>> TakenAsync(
        NpgsqlConnection connection, string table, long[] ids, CancellationToken cancellationToken)
    {
        // An id of a merged entity still leads to the survivor.
        var merged = table == "entity" ? " union all select id from merged_entity where id = any($1)" : "";
        await using var command = new NpgsqlCommand($"select id from {table} where id = any($1){merged}", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new HashSet<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(reader.GetInt64(0));
        }

        return taken;
    }
}
