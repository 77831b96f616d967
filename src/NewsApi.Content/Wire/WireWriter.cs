using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Wire;

/// <summary>The only place where positions are taken and rows of the log are written.</summary>
public static class WireWriter
{
    /// <summary>The channel that wakes readers; its payload is empty, because the log itself is the message.</summary>
    public const string Channel = "news_wire";

    // One row hands out the positions, and its lock is held to the commit. So the order of positions is the order of commits,
    // without gaps. A sequence would not do: a writer that commits late leaves a hole that a reader has already stepped over.
    private const string Append =
        $"""
        with head as (
          update wire_head set position = position + $1 where id = 1 returning epoch, position
        ), row as (
          insert into wire_change (position, committed_at, kind, subject_id, internal, before, after)
          select head.position - $1 + change.ordinal, clock_timestamp(), change.kind, change.subject_id, change.internal,
                 change.before::jsonb, change.after::jsonb
          from head, unnest($2, $3, $4, $5, $6) with ordinality as change(kind, subject_id, internal, before, after, ordinal)
        )
        select epoch, position, pg_notify('{Channel}', '') from head
        """;

    /// <summary>
    /// Writes the changes and returns the cursor of the last one. Must be the last statement before the commit: from here on
    /// every other writer waits.
    /// </summary>
    /// <param name="connection">A connection with an open READ COMMITTED transaction.</param>
    /// <param name="changes">At least one.</param>
    public static async Task<WireCursor> AppendAsync(
        NpgsqlConnection connection, IReadOnlyList<ChangeEntry> changes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(changes.Count);
        await using var command = new NpgsqlCommand(Append, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = changes.Count });
        command.Parameters.Add(Array(NpgsqlDbType.Smallint, changes.Select(c => (short)c.Kind)));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, changes.Select(c => c.SubjectId)));
        command.Parameters.Add(Array(NpgsqlDbType.Boolean, changes.Select(c => c.Internal)));
        command.Parameters.Add(Array(NpgsqlDbType.Text, changes.Select(c => c.Before)));
        command.Parameters.Add(Array(NpgsqlDbType.Text, changes.Select(c => c.After)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate) before writing.");
        }

        return new WireCursor(reader.GetInt32(0), reader.GetInt64(1));
    }

    private static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values.ToArray() };
}
