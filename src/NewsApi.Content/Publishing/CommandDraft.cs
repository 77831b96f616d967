using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>What an act did within its transaction, before that is committed.</summary>
/// <param name="Log">What the log is to be told; nothing where nothing changed.</param>
/// <param name="Errors">Why it is refused; none where it is not.</param>
internal sealed record CommandDraft<T>(IReadOnlyList<ChangeEntry> Log, IReadOnlyList<PublishingError> Errors, T? Value)
    where T : class
{
    /// <summary>How often an act is tried that other writers are in the way of.</summary>
    private const int Attempts = 5;

    public static CommandDraft<T> Refused(params IReadOnlyList<PublishingError> errors) => new([], errors, null);

    /// <summary>Runs an act in a transaction of its own, which is committed unless the act is refused or changes nothing.</summary>
    /// <param name="work">May be called again where another writer was in the way.</param>
    public static async Task<CommandResult<T>> RunAsync(NewsDatabase database, Func<NpgsqlConnection, Task<CommandDraft<T>>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteTransaction.RunAsync(database.Source, Attempts, transaction => CommitAsync(transaction, work, cancellationToken), cancellationToken);
        }
        catch (PostgresException inTheWay) when (inTheWay.SqlState is PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable)
        {
            return new CommandResult<T>.Rejected([new PublishingError.Busy()]);
        }
    }

    private static async Task<CommandResult<T>> CommitAsync(
        WriteTransaction transaction, Func<NpgsqlConnection, Task<CommandDraft<T>>> work, CancellationToken cancellationToken)
    {
        var act = await work(transaction.Connection);
        if (act.Errors.Count > 0)
        {
            return new CommandResult<T>.Rejected([.. act.Errors]);
        }

        if (act.Log.Count == 0)
        {
            return new CommandResult<T>.Committed(act.Value!, await HeadAsync(transaction.Connection, cancellationToken));
        }

        // Last: from here to the commit every other writer waits.
        var cursor = await WireWriter.AppendAsync(transaction.Connection, act.Log, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CommandResult<T>.Committed(act.Value!, cursor);
    }

    private static async Task<WireCursor> HeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select epoch, position from wire_head", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new WireCursor(reader.GetInt32(0), reader.GetInt64(1));
    }
}
