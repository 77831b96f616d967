using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// A connection that was idle in a pool while PostgreSQL was restarted, or failed over. Its first use fails, although the server responds.
/// The idle connections of the pool are then closed, because they are probably dead too, so that another attempt gets a new connection.
/// </summary>
public static class DeadConnection
{
    /// <summary>
    /// The most attempts. Two are not always enough: while one task closes the idle connections, another task can still get one of them.
    /// </summary>
    public const int MostAttempts = 5;

    /// <summary>
    /// A statement on a dead connection fails within this time. A statement that has run longer was ended by an operator, or together with
    /// the server. If it were run again, an operator could not end a slow query.
    /// </summary>
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Runs a read on a connection of the pool. Runs it again on another one if the connection was dead, or after a
    /// <see cref="StandbyConflict"/>.
    /// </summary>
    /// <param name="read">
    /// Must write nothing, because the next attempt repeats all of it. Must dispose of the connection, also if it fails.
    /// </param>
    public static async Task<T> RetryAsync<T>(
        NewsDatabase database, NpgsqlDataSource pool, Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            try
            {
                var connection = await database.OpenAsync(pool, cancellationToken);

                // The wait for a connection may be long, and says nothing about the connection.
                begin = TimeProvider.System.GetTimestamp();
                return await read(connection);
            }
            catch (NpgsqlException e) when (attempt < MostAttempts && Explains(e, begin))
            {
                await PrepareAsync(pool, attempt);
            }
            catch (NpgsqlException e) when (attempt < StandbyConflict.MostAttempts && StandbyConflict.Explains(e))
            {
                // The connections are well, so the next attempt begins at once.
            }
        }
    }

    /// <summary>
    /// True if the exception means that an open connection was lost. False if a statement failed, or if no connection could be opened.
    /// </summary>
    public static bool Explains(Exception exception) => exception switch
    {
        PostgresException rejection => rejection.SqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout
            || IsEndedByPooler(rejection),
        NpgsqlException { InnerException: IOException } => true,
        _ => false,
    };

    /// <summary>True if the exception means that the connection was dead when a statement was sent.</summary>
    /// <param name="sent">The timestamp of <see cref="TimeProvider.System"/> before the statement was sent.</param>
    internal static bool Explains(Exception exception, long sent) =>
        Explains(exception) && TimeProvider.System.GetElapsedTime(sent) < MostDelay;

    /// <summary>
    /// True if PgBouncer ended the connection, for example because it lost the connection to PostgreSQL. Its errors have the class 08.
    /// </summary>
    private static bool IsEndedByPooler(PostgresException rejection) =>
        rejection is { SqlState: ['0', '8', ..], InvariantSeverity: "FATAL" } && !DatabaseFailure.IsFullPooler(rejection);

    /// <summary>Closes the idle connections of the pool before another attempt.</summary>
    /// <param name="attempt">The number of failed attempts. After the first, the pause gives the other tasks time to close theirs.</param>
    internal static Task PrepareAsync(NpgsqlDataSource pool, int attempt)
    {
        pool.Clear();
        return Task.Delay(Pause * (attempt - 1), TimeProvider.System, CancellationToken.None);
    }
}
