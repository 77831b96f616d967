using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// A standby ends a query that still needs rows which the primary has removed, because it must apply that change. The query succeeds in
/// another attempt, with a new snapshot. PostgreSQL's manual, "Handling Query Conflicts".
/// </summary>
public static class StandbyConflict
{
    /// <summary>The most attempts of a read. Each conflict needs a removal of rows on the primary meanwhile.</summary>
    public const int MostAttempts = 5;

    /// <summary>Runs a read, and runs it again after a conflict.</summary>
    /// <param name="read">Must write nothing, and must open a new snapshot each time, because the next attempt repeats all of it.</param>
    public static Task<T> RetryAsync<T>(Func<Task<T>> read) => RetryAsync(_ => read());

    /// <summary>Runs a read, and runs it again after a conflict.</summary>
    /// <param name="read">As above. Its parameter is true if another attempt follows a conflict, so that a conflict must be thrown.</param>
    public static async Task<T> RetryAsync<T>(Func<bool, Task<T>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            var repeats = attempt < MostAttempts;
            try
            {
                return await read(repeats);
            }
            catch (Exception conflict) when (repeats && Explains(conflict))
            {
                // The connections are well, so the next attempt begins at once.
            }
        }
    }

    /// <summary>
    /// True if a read failed for this reason. A read has this error only on a standby, because its snapshot writes nothing and is not
    /// serializable.
    /// </summary>
    public static bool Explains(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
        || (exception is NpgsqlException and not PostgresException && exception.InnerException is { } inner && Explains(inner));
}
