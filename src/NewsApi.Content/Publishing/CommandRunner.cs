using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Runs one command in a transaction of its own. The command reads, checks and writes. Then the runner appends the rows of the log and
/// commits. Each command therefore commits atomically with its rows of the log, or writes nothing.
/// </summary>
/// <param name="key">
/// The key by which a repeat of the command is recognised. A repeat writes nothing and gets the result of the first. Null for a command
/// without a key.
/// </param>
internal sealed class CommandRunner(NewsDatabase database, CommandKey? key = null)
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
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost during the commit.</exception>
    /// <exception cref="CommandKeyReusedException">The key belongs to another request.</exception>
    public async Task<CommandResult<T>> RunOrThrowAsync<T>(
        Func<NpgsqlConnection, Task<PendingResult<T>>> command, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await WriteTransaction.BeginAsync(database, cancellationToken);
                if (key is not null
                    && await CommandRepeats.FindAsync<T>(transaction.Connection, key, cancellationToken) is { } earlier)
                {
                    return earlier;
                }

                return await command(transaction.Connection) switch
                {
                    PendingResult<T>.Changed changed => await CommitAsync(transaction, changed, cancellationToken),
                    PendingResult<T>.Unchanged same => await EndUnchangedAsync(transaction, same.Value, cancellationToken),
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

    private async Task<CommandResult<T>> CommitAsync<T>(
        WriteTransaction transaction, PendingResult<T>.Changed changed, CancellationToken cancellationToken)
    {
        // Append last: from here to the commit every other writer waits for the lock on the head of the log.
        var appended = changed.Log.Count > 0
            ? await WireWriter.AppendChangesAsync(transaction.Connection, changed.Log, cancellationToken)
            : null;
        var cursor = appended?.Cursor ?? await HeadAsync(transaction.Connection, cancellationToken);
        if (key is not null)
        {
            await CommandRepeats.StoreAsync(transaction.Connection, key, changed.Value, cursor, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Without the token: a cancelled commit may have happened all the same.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure) when (LostCommit.IsPossible(failure))
        {
            // If PostgreSQL rolled back, the failure stands: nothing was written.
            if (await LostCommit.FindOutcomeAsync(database, appended) is not { } isCommitted)
            {
                throw new CommitOutcomeUnknownException(failure);
            }

            if (!isCommitted)
            {
                throw;
            }
        }

        return new CommandResult<T>.Committed(changed.Value, cursor);
    }

    /// <summary>
    /// Ends a command that changed nothing. With a key its result is stored too: a late repeat could otherwise change what another editor
    /// has written meanwhile.
    /// </summary>
    private async Task<CommandResult<T>> EndUnchangedAsync<T>(WriteTransaction transaction, T value, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(transaction.Connection, cancellationToken);
        if (key is not null)
        {
            await CommandRepeats.StoreAsync(transaction.Connection, key, value, head, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return new CommandResult<T>.Unchanged(value, head);
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
