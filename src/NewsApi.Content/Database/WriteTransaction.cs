using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>A transaction that writes news: READ COMMITTED, and never in anybody's way for long.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private WriteTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) => (Connection, _transaction) = (connection, transaction);

    public NpgsqlConnection Connection { get; }

    /// <summary>
    /// Opens one. A lock it cannot have within 10 seconds fails it, and so does half a minute of silence from us, because the
    /// lock on the head of the log that it may hold would stop every other writer.
    /// </summary>
    public static async Task<WriteTransaction> BeginAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
            await using var limits = new NpgsqlCommand(
                "set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '30s'", connection);
            await limits.ExecuteNonQueryAsync(cancellationToken);
            return new WriteTransaction(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a refusal may pass by itself: another writer was in the way.</summary>
    public static bool IsTransient(PostgresException refusal) => refusal.SqlState is PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>
    /// Does something in a transaction of its own, from the beginning again where another writer was in the way: the transaction
    /// is gone by then, and with it every lock, so the other has had its way.
    /// </summary>
    /// <param name="work">Commits by itself; may be called several times.</param>
    /// <param name="attempts">From 1.</param>
    /// <exception cref="PostgresException">Something stood in the way at every attempt, or will always.</exception>
    public static async Task<T> RunAsync<T>(
        NpgsqlDataSource database, int attempts, Func<WriteTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await BeginAsync(database, cancellationToken);
                return await work(transaction);
            }
            catch (PostgresException inTheWay) when (IsTransient(inTheWay) && attempt < attempts)
            {
                // Everything is read anew.
            }
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <summary>Rolls back unless it was committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
