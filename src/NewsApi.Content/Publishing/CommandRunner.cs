using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Runs one command in a transaction of its own. The command reads, checks and writes. Then the runner appends the rows of the log and
/// commits. Each command therefore commits atomically with its rows of the log, or writes nothing.
/// </summary>
internal sealed class CommandRunner(NpgsqlDataSource database)
{
    /// <summary>A command is run at most this many times if it conflicts with other writers.</summary>
    private const int Attempts = 5;

    /// <summary>
    /// Runs an editor's command, several times if it conflicts with other writers. If the last attempt ends in a lock conflict, the command
    /// is rejected as <see cref="PublishingError.Busy"/>.
    /// </summary>
    /// <param name="command">The command. It is called again, in a new transaction, after a conflict with another writer.</param>
    public async Task<CommandResult<T>> RunAsync<T>(
        Func<NpgsqlConnection, Task<PendingResult<T>>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOrThrowAsync(command, cancellationToken);
        }
        catch (PostgresException conflict) when (IsLockConflict(conflict))
        {
            return new CommandResult<T>.Rejected([new PublishingError.Busy()]);
        }
    }

    /// <summary>
    /// Does the same as <see cref="RunAsync"/>, but throws if every attempt ends in a conflict. This method is for callers that handle the
    /// conflict themselves.
    /// </summary>
    /// <exception cref="PostgresException">Every attempt ended in a conflict, or PostgreSQL rejected a value.</exception>
    public async Task<CommandResult<T>> RunOrThrowAsync<T>(
        Func<NpgsqlConnection, Task<PendingResult<T>>> command, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await WriteTransaction.BeginAsync(database, cancellationToken);
                return await command(transaction.Connection) switch
                {
                    PendingResult<T>.Changed changed => await CommitAsync(transaction, changed, cancellationToken),
                    PendingResult<T>.Unchanged same =>
                        new CommandResult<T>.Unchanged(same.Value, await HeadAsync(transaction.Connection, cancellationToken)),
                    PendingResult<T>.Rejected rejected => new CommandResult<T>.Rejected([.. rejected.Errors]),
                    var other => throw new InvalidOperationException($"{other} is no result of a command."),
                };
            }
            catch (PostgresException conflict) when (IsTransient(conflict) && attempt < Attempts)
            {
                // The rollback released every lock, so the other writer can finish. The next attempt reads everything again.
            }
        }
    }

    private static async Task<CommandResult<T>> CommitAsync<T>(
        WriteTransaction transaction, PendingResult<T>.Changed changed, CancellationToken cancellationToken)
    {
        // Append last: from here to the commit every other writer waits for the lock on the head of the log.
        var cursor = changed.Log.Count > 0
            ? await WireWriter.AppendAsync(transaction.Connection, changed.Log, cancellationToken)
            : await HeadAsync(transaction.Connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CommandResult<T>.Committed(changed.Value, cursor);
    }

    private static async Task<WireCursor> HeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select epoch, position from wire_head", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new WireCursor(reader.GetInt32(0), reader.GetInt64(1));
    }

    private static bool IsLockConflict(PostgresException conflict) => conflict.SqlState
        is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable;

    /// <summary>
    /// True if the command must be run again in a new transaction. Not only lock conflicts need a new attempt. A unique or foreign key is
    /// violated if another writer committed after this command had checked the key. The next attempt finds the other writer's row, and
    /// rejects the command with a typed error.
    /// </summary>
    private static bool IsTransient(PostgresException conflict) => IsLockConflict(conflict)
        || conflict.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation;
}
