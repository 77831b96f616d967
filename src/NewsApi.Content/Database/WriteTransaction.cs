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

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <summary>Rolls back unless it was committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
