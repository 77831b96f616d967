using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Applies the pending migrations. A migration that changes a table waits for the transactions that use the table, and every later query of
/// the table waits for the migration. So a migration waits for a short time only (<see cref="MigrationLockLimit"/>). It is then rolled back
/// and tried again. A long query can delay a migration, but the migration never delays the other queries for long.
/// </summary>
internal static class MigrationRun
{
    private const int MostAttempts = 6;

    /// <summary>After a failed attempt, the queries that waited for the migration need this time to run.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="UnsuitableDatabaseException">Another session held a lock during each attempt.</exception>
    public static async Task ApplyAsync(
        NpgsqlDataSource database, CancellationToken cancellationToken, int mostAttempts = MostAttempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = NewsDbContext.On(database, new MigrationLockLimit());
                await db.Database.MigrateAsync(cancellationToken);
                return;
            }
            catch (Exception failure) when (IsLockTimeout(failure))
            {
                if (attempt == mostAttempts)
                {
                    throw new UnsuitableDatabaseException(
                        $"A migration was rolled back after {attempt} attempts, because other sessions use its table without a pause. "
                        + "End the long transactions (pg_stat_activity shows them by xact_start), and start again.",
                        failure);
                }

                await Task.Delay(Pause * attempt, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>EF wraps the failure, because it counts as one that may pass.</summary>
    private static bool IsLockTimeout(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
            or { InnerException: PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } };
}
