using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>A READ COMMITTED transaction that writes content. It has time limits, so that it never blocks other writers for long.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private WriteTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (Connection, _transaction) = (connection, transaction);

    public NpgsqlConnection Connection { get; }

    /// <summary>
    /// Begins a transaction. It fails if it waits for a lock for 10 seconds, or runs no statement for 30 seconds. The limits are needed
    /// because a transaction can hold the lock on the head of the log. Every other writer waits for that lock. JIT is off, because
    /// compiling a look-up of an import takes longer than running it.
    /// </summary>
    public static Task<WriteTransaction> BeginAsync(NewsDatabase database, CancellationToken cancellationToken) =>
        BeginAsync(database, database.Source, cancellationToken);

    /// <summary>Begins a transaction in the same way, on a connection of the given pool.</summary>
    internal static Task<WriteTransaction> BeginAsync(
        NewsDatabase database, NpgsqlDataSource pool, CancellationToken cancellationToken) =>
        DeadConnection.RetryAsync(database, pool, connection => TryBeginAsync(connection, cancellationToken), cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <summary>Rolls the transaction back if it was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private static async Task<WriteTransaction> TryBeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
            await using var limits = new NpgsqlCommand(
                "set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '30s'; set local jit = off",
                connection);
            await limits.ExecuteNonQueryAsync(cancellationToken);
            return new WriteTransaction(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
