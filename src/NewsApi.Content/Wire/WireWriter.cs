using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Wire;

/// <summary>Appends changes to the log. No other code takes positions or inserts changes.</summary>
public static class WireWriter
{
    /// <summary>The notification channel that wakes readers. A notification has no payload, because readers read the log.</summary>
    public const string Channel = "news_wire";

    // Positions come from one row, whose lock is held to the commit. So they are gapless in commit order. With a sequence, a transaction
    // that commits late would fill a gap that readers have already passed.
    private const string Append =
        $"""
        with head as (
          update wire_head set position = position + $1 where id = 1 returning epoch, position
        ), row as (
          insert into wire_change (position, committed_at, kind, subject_id, internal, before, after, trace_parent)
          select head.position - $1 + change.ordinal, clock_timestamp(), change.kind, change.subject_id, change.internal,
                 change.before::jsonb, change.after::jsonb, $7
          from head, unnest($2, $3, $4, $5, $6) with ordinality as change(kind, subject_id, internal, before, after, ordinal)
          returning position, committed_at
        )
        select head.epoch, head.position, row.committed_at, pg_notify('{Channel}', '') from head join row using (position)
        """;

    /// <summary>
    /// Appends the changes, and returns the cursor of the last change. Call this method last in the transaction, because every other writer
    /// waits from this call until the commit.
    /// </summary>
    /// <param name="connection">A connection with an open READ COMMITTED transaction.</param>
    /// <param name="changes">The changes, at least one.</param>
    public static async Task<WireCursor> AppendAsync(
        NpgsqlConnection connection, IReadOnlyList<ChangeEntry> changes, CancellationToken cancellationToken) =>
        (await AppendChangesAsync(connection, changes, cancellationToken)).Cursor;

    /// <summary>Does the same as <see cref="AppendAsync"/>, and returns the last change with its time.</summary>
    internal static async Task<AppendedChange> AppendChangesAsync(
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
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Text,
            Value = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } trace } ? trace : DBNull.Value,
        });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate) before writing.");
        }

        return new AppendedChange(
            new WireCursor(reader.GetInt32(0), reader.GetInt64(1)), reader.GetFieldValue<DateTimeOffset>(2));
    }

    private static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values.ToArray() };
}
