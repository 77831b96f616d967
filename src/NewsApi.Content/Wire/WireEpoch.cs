using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>Begins a new epoch of the log, which is necessary after a restore from a backup.</summary>
public static class WireEpoch
{
    // The epoch is random. If one backup is restored twice, a counter would give both logs the same epoch. The second log would then accept
    // cursors of the first log. Each number except the current epoch is equally probable.
    private const string Draw =
        """
        update wire_head set epoch = ((epoch::bigint + 1 + floor(random() * 2147483646)::bigint) % 2147483647)::int where id = 1
        returning epoch, position
        """;

    /// <summary>
    /// Begins a new epoch. After that, cursors of earlier epochs are rejected. Positions continue. The changes of the old epoch are
    /// deleted, because no cursor of the new epoch precedes them.
    /// </summary>
    /// <returns>The first cursor of the new epoch.</returns>
    public static async Task<WireCursor> BeginAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        await using var write = await WriteTransaction.BeginAsync(database.Source, cancellationToken);

        // First take the lock on the head. Earlier writers have then committed, and later writers append to the new epoch.
        await using var draw = new NpgsqlCommand(Draw, write.Connection);
        WireCursor begin;
        await using (var reader = await draw.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
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
