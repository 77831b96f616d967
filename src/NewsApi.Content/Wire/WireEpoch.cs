using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>Begins a new epoch of the log, as is needed after a restore from a backup.</summary>
public static class WireEpoch
{
    // Drawn, not counted: of a backup that is restored twice, both would count on to the same number, and cursors of the first
    // would be taken for the second's. Uniform over every number but the present one.
    private const string Draw =
        """
        update wire_head set epoch = ((epoch::bigint + 1 + floor(random() * 2147483646)::bigint) % 2147483647)::int where id = 1
        returning epoch, position
        """;

    /// <summary>
    /// From now on cursors of every earlier epoch are refused. Positions go on where they stood; the changes of the old epoch are
    /// deleted, because no cursor of the new one leads to them.
    /// </summary>
    /// <returns>Where the new epoch begins.</returns>
    public static async Task<WireCursor> BeginAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        await using var write = await WriteTransaction.BeginAsync(database.Source, cancellationToken);

        // The head's lock first: whoever is writing has then committed, and whoever comes later is in the new epoch.
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

        await using var forget = new NpgsqlCommand($"delete from wire_change; notify {WireWriter.Channel}", write.Connection) { CommandTimeout = 0 };
        await forget.ExecuteNonQueryAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return begin;
    }
}
