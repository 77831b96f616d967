using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>
/// Begins a new epoch of the log, which is necessary after PostgreSQL lost changes that readers have seen: after the restore of a backup,
/// or a failover to a standby that had not received all changes.
/// </summary>
public static class WireEpoch
{
    // The epoch is random. If one backup is restored twice, a counter would give both logs the same epoch. The second log would then accept
    // cursors of the first log. Each number except the current epoch is equally probable.
    private const string Draw =
        "update wire_head set epoch = ((epoch::bigint + 1 + floor(random() * 2147483646)::bigint) % 2147483647)::int where id = 1";

    // The row names the transaction that wrote it, and xmin is the transaction that wrote it in this database.
    private const string IsRestored = "xmin <> written_by::xid";

    private const string WentBack =
        "epoch = $1 and (position < $2 or exists (select from wire_change where position = $2 and committed_at <> $3))";

    /// <summary>
    /// Begins a new epoch. After that, cursors of earlier epochs are rejected. Positions continue. The changes of the old epoch are
    /// deleted, because no cursor of the new epoch precedes them.
    /// </summary>
    /// <returns>The first cursor of the new epoch.</returns>
    public static async Task<WireCursor> BeginAsync(NewsDatabase database, CancellationToken cancellationToken) =>
        await BeginIfAsync(database, "true", [], cancellationToken)
            ?? throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");

    /// <summary>
    /// Begins a new epoch if the database was restored from a dump and has not been written since. The first writer after a restore would
    /// begin a new epoch too; until then, readers would get cursors of the old one.
    /// </summary>
    /// <returns>The first cursor of the new epoch; null if the database is not freshly restored.</returns>
    internal static async Task<WireCursor?> BeginIfRestoredAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(database.Source, cancellationToken);
        await using var check = new NpgsqlCommand($"select exists (select from wire_head where {IsRestored})", connection);
        return await check.ExecuteScalarAsync(cancellationToken) is true
            ? await BeginIfAsync(database, IsRestored, [], cancellationToken)
            : null;
    }

    /// <summary>Begins a new epoch if the log has lost a change that this process has read, or has another one in its place.</summary>
    /// <param name="read">The cursor of the newest change that this process has read.</param>
    /// <param name="time">The time of that change in the log; null if it is not known.</param>
    /// <returns>
    /// The first cursor of the new epoch; null if the log has that change, or another process has begun a new epoch already.
    /// </returns>
    internal static Task<WireCursor?> BeginIfWentBackAsync(
        NewsDatabase database, WireCursor read, DateTimeOffset? time, CancellationToken cancellationToken) => BeginIfAsync(
            database,
            WentBack,
            [
                new NpgsqlParameter<int> { TypedValue = read.Epoch },
                new NpgsqlParameter<long> { TypedValue = read.Position },
                new NpgsqlParameter { Value = time ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            ],
            cancellationToken);

    private static async Task<WireCursor?> BeginIfAsync(
        NewsDatabase database, string condition, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var write = await WriteTransaction.BeginAsync(database, cancellationToken);

        // First take the lock on the head. Earlier writers have then committed, and later writers append to the new epoch.
        await using var draw = new NpgsqlCommand($"{Draw} and {condition} returning epoch, position", write.Connection);
        draw.Parameters.AddRange(parameters);
        WireCursor begin;
        await using (var reader = await draw.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            begin = new WireCursor(reader.GetInt32(0), reader.GetInt64(1));
        }

        await using var delete = new NpgsqlCommand(
            $"delete from wire_change; notify {WireWriter.Channel}", write.Connection)
        { CommandTimeout = 0 };
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return begin;
    }
}
