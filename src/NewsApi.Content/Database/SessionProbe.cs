using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Finds out whether a connection keeps one session of PostgreSQL from one transaction to the next. Through PgBouncer in transaction mode
/// it does not: a LISTEN then has no effect, and a session lock stays on a session that other clients use.
/// </summary>
internal static class SessionProbe
{
    private const string Process = "select pg_backend_pid()";

    /// <summary>The number of transactions that are open at once, so that each has a session that the others do not have.</summary>
    private const int Transactions = 3;

    /// <summary>A pooler in session mode without a free session lets a connection wait. This says enough about its mode.</summary>
    private const int WaitSeconds = 3;

    /// <returns>False only if it is proven that the connections share sessions.</returns>
    public static async Task<bool> KeepsSessionAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var session = await ReadProcessAsync(connection, cancellationToken);
        if (session == connection.ProcessID)
        {
            // PostgreSQL gave this number at the login, so there is no pooler.
            return true;
        }

        var others = new List<NpgsqlConnection>();
        try
        {
            // A pooler in transaction mode gives the session of the idle connection to one of the next transactions.
            for (var i = 0; i < Transactions; i++)
            {
                var other = await source.OpenConnectionAsync(cancellationToken);
                others.Add(other);
                await ExecuteAsync(other, "begin", cancellationToken);
                if (await ReadProcessAsync(other, cancellationToken) == session
                    || await ReadProcessAsync(connection, cancellationToken) != session)
                {
                    return false;
                }
            }

            return true;
        }
        catch (NpgsqlException busy) when (busy is { InnerException: TimeoutException } or PostgresException { SqlState: "57014" })
        {
            return true;
        }
        finally
        {
            foreach (var other in others)
            {
                await other.DisposeAsync();
            }
        }
    }

    private static async Task<int> ReadProcessAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Process, connection) { CommandTimeout = WaitSeconds };
        return (int)(await command.ExecuteScalarAsync(cancellationToken) ?? 0);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = WaitSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
