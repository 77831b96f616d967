using NewsApi.Content.Database;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>Reads segments of the log. No other code selects changes.</summary>
/// <param name="keepsConnection">
/// True for the reader that all subscribers wait for. It keeps its connection, so that it has one even if PostgreSQL accepts no further
/// one. Only one read may run at a time then.
/// </param>
internal sealed class WireReader(NewsDatabase database, bool keepsConnection = false) : IAsyncDisposable
{
    // The kept changes reach to the head, so the position of the oldest row gives the floor. If there is no row, all changes up to the head
    // were deleted.
    private const string Select =
        """
        select head.epoch, head.position, coalesce((select min(position) from wire_change) - 1, head.position),
               change.position, change.committed_at, change.kind, change.subject_id, change.internal,
               change.before::text, change.after::text, change.trace_parent,
               (select committed_at from wire_change where position = $1)
        from wire_head head left join lateral
          (select * from wire_change where position > $1 order by position limit $2) change on true
        order by change.position
        """;

    private const string SelectEntities =
        """
        select head.epoch, head.position, coalesce((select min(position) from wire_change) - 1, head.position),
               array(select distinct subject_id from wire_change where position > $1 and kind = $2 order by subject_id)
        from wire_head head
        """;

    private NpgsqlConnection? _kept;

    /// <summary>
    /// Reads the ids of the people, places and topics that changed after a position. The facts of articles are not read. This method is for
    /// readers that derive data from entities alone.
    /// </summary>
    /// <returns>The head, the position before the oldest change that is kept, and the ids of the entities, each once.</returns>
    public async Task<(WireCursor Head, long Floor, long[] Entities)> ReadEntitiesAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(database.Wire, cancellationToken);
        await using var command = new NpgsqlCommand(SelectEntities, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)ChangeKind.Entity });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new WireCursor(reader.GetInt32(0), reader.GetInt64(1)), reader.GetInt64(2), reader.GetFieldValue<long[]>(3));
    }

    /// <summary>Reads the changes after a position of the current epoch.</summary>
    /// <exception cref="InvalidDataException">
    /// The log has a gap: a change was lost, or was not appended by <see cref="WireWriter"/>.
    /// </exception>
    public async Task<LogSegment> ReadAsync(long after, int atMost, CancellationToken cancellationToken)
    {
        if (!keepsConnection)
        {
            await using var shared = await database.OpenAsync(database.Wire, cancellationToken);
            return await ReadAsync(shared, after, atMost, cancellationToken);
        }

        _kept ??= await database.OpenForLogAsync(cancellationToken);
        try
        {
            return await ReadAsync(_kept, after, atMost, cancellationToken);
        }
        catch
        {
            // The connection may be dead, and the next read must not depend on it.
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connection that the reader keeps.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            await kept.DisposeAsync();
        }
    }

    private static async Task<LogSegment> ReadAsync(
        NpgsqlConnection connection, long after, int atMost, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
        }

        var (head, floor) = (new WireCursor(reader.GetInt32(0), reader.GetInt64(1)), reader.GetInt64(2));
        var time = reader.IsDBNull(11) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(11);
        var changes = new List<WireChange>();
        var next = Math.Max(after, floor) + 1;
        while (!reader.IsDBNull(3))
        {
            var change = new WireChange(
                reader.GetInt64(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                (ChangeKind)reader.GetInt16(5),
                reader.GetInt64(6),
                reader.GetBoolean(7),
                reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.IsDBNull(9) ? null : reader.GetString(9),
                reader.IsDBNull(10) ? null : reader.GetString(10));
            ThrowOnGap(next, change.Position);
            next = change.Position + 1;
            changes.Add(change);
            if (!await reader.ReadAsync(cancellationToken))
            {
                break;
            }
        }

        if (changes.Count < atMost && after <= head.Position)
        {
            ThrowOnGap(next, head.Position + 1);
        }

        return new LogSegment(head, floor, changes, time);
    }

    private static void ThrowOnGap(long expected, long found)
    {
        if (expected != found)
        {
            throw new InvalidDataException(
                $"The log has a gap: expected position {expected}, found {found}. No change after the gap can be delivered.");
        }
    }
}
