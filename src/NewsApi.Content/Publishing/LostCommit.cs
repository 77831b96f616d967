using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Finds the outcome of a commit whose connection was lost. The rows of the log decide: if the last row that the transaction appended is in
/// the log, the transaction was committed. <c>pg_xact_status</c> is not used, because after a failover the new primary may assign the same
/// transaction id again.
/// </summary>
internal static class LostCommit
{
    /// <summary>
    /// The longest time for which the outcome is sought. A failover can take longer, but the client should get its response soon. The time
    /// limit of the operation does not end the search: otherwise the client would not learn that its change may have been saved.
    /// </summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>True if the failure of a commit leaves open whether PostgreSQL has committed.</summary>
    public static bool IsPossible(Exception failure) => failure is TimeoutException
        || (failure is NpgsqlException and not PostgresException) || DeadConnection.Explains(failure);

    /// <summary>Returns true if the transaction was committed, false if it was rolled back, null if that cannot be found out.</summary>
    /// <param name="appended">The last row that the transaction appended to the log; null if it appended none.</param>
    public static async Task<bool?> FindOutcomeAsync(NewsDatabase database, AppendedChange? appended)
    {
        if (appended is null)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            try
            {
                return await AskAsync(database, appended, limit.Token);
            }
            catch (Exception e) when (limit.IsCancellationRequested && e is OperationCanceledException or NpgsqlException)
            {
                return null;
            }
            catch (Exception e) when (DatabaseFailure.Find(e) is not null)
            {
                // PostgreSQL is still restarting or failing over.
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<bool?> AskAsync(NewsDatabase database, AppendedChange appended, CancellationToken cancellationToken)
    {
        await using var transaction = await WriteTransaction.BeginAsync(database, cancellationToken);

        // The lost transaction holds the lock on the head until it ends. So this statement waits for its end, and the next one, which has
        // a snapshot of its own, sees the result.
        await using var wait = new NpgsqlCommand("select epoch from wire_head where id = 1 for share", transaction.Connection);
        if (await wait.ExecuteScalarAsync(cancellationToken) is not int epoch || epoch != appended.Cursor.Epoch)
        {
            return null;
        }

        await using var find = new NpgsqlCommand(
            "select exists (select from wire_change where position = $1 and committed_at = $2)", transaction.Connection);
        find.Parameters.Add(new NpgsqlParameter<long> { TypedValue = appended.Cursor.Position });
        find.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = appended.Time });
        return await find.ExecuteScalarAsync(cancellationToken) is true;
    }
}
