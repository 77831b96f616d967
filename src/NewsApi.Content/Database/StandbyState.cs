using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>How far a standby is behind its primary, as far as the standby itself knows it.</summary>
/// <param name="IsStandby">False if the server is a primary, or was promoted to one.</param>
/// <param name="IsConnected">True if the standby receives the changes of its primary at the moment.</param>
/// <param name="Replayed">The position in PostgreSQL's log (LSN) up to which the standby has applied it; empty for a primary.</param>
/// <param name="BytesBehind">The part of PostgreSQL's log that the standby has received and not yet applied, in bytes.</param>
/// <param name="Newest">The time of the newest transaction that the standby has applied since it started; null if it has none.</param>
/// <param name="Age">
/// The age of the newest transaction that the standby has applied; null if it has none. The standby may lack only later ones.
/// </param>
public sealed record StandbyState(
    bool IsStandby, bool IsConnected, string Replayed, long BytesBehind, DateTime? Newest, TimeSpan? Age)
{
    // A standby that has applied nothing since it started does not know the time. Its newest change of the news gives the age then. Any
    // role may read how many rows pg_stat_wal_receiver has.
    private const string Select =
        """
        select pg_is_in_recovery(), exists (select from pg_stat_wal_receiver),
               coalesce(pg_last_wal_replay_lsn()::text, ''),
               greatest(coalesce(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), 0), 0)::bigint,
               extract(epoch from clock_timestamp() - coalesce(
                 pg_last_xact_replay_timestamp(), (select committed_at from wire_change order by position desc limit 1)))::float8,
               pg_last_xact_replay_timestamp()
        """;

    /// <summary>The greatest age of a transaction that a standby applies without delay.</summary>
    public static readonly TimeSpan PromptAge = TimeSpan.FromSeconds(1);

    /// <summary>
    /// True if the standby receives changes and has applied all of them. The primary may have more: a standby that catches up applies
    /// changes faster than it receives them.
    /// </summary>
    public bool HasAppliedAll => IsConnected && BytesBehind == 0;

    /// <summary>True if the newest transaction is older than one that a standby applies without delay.</summary>
    public bool IsOld => Age > PromptAge;

    public static Task<StandbyState> ReadAsync(NewsDatabase database, CancellationToken cancellationToken) => DeadConnection.RetryAsync(
        database, database.Source, connection => ReadAsync(connection, cancellationToken), cancellationToken);

    private static async Task<StandbyState> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var used = connection;
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new StandbyState(
            reader.GetBoolean(0),
            reader.GetBoolean(1),
            reader.GetString(2),
            reader.GetInt64(3),
            reader.GetFieldValue<DateTime?>(5),
            reader.GetFieldValue<double?>(4) is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null);
    }
}
