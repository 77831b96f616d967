using Npgsql;

namespace NewsApi.Postgres;

/// <summary>Where a private server listens, and as whom to connect.</summary>
/// <param name="ConnectionString">Npgsql's, for the service's own database.</param>
internal sealed record ServerAddress(string ConnectionString)
{
    private const string DatabaseName = "newsapi";

    public static ServerAddress Of(PostmasterFile file, string password) => new(new NpgsqlConnectionStringBuilder
    {
        Host = file.SocketFolder.Length > 0 ? file.SocketFolder : file.Address,
        Port = file.Port,
        Database = DatabaseName,
        Username = PostgresProcess.SuperUser,
        Password = password,

        // The server takes 100 connections; a service and the verbs beside it share them.
        MaxPoolSize = 40,
    }.ConnectionString);

    /// <exception cref="PostgresUnavailableException">A server answers, but refuses us.</exception>
    public async Task<ServerAnswer> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(cancellationToken);
            return ServerAnswer.Ready;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return ServerAnswer.NotYet;
        }
        catch (PostgresException e)
        {
            throw new PostgresUnavailableException($"The private PostgreSQL refuses connections: {e.MessageText}", e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return ServerAnswer.Nobody;
        }
    }

    /// <summary>Makes the service's database where it is missing.</summary>
    public async Task MakeDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection);
        exists.Parameters.AddWithValue(DatabaseName);
        if (await exists.ExecuteScalarAsync(cancellationToken) is false)
        {
            await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // To the maintenance database, unpooled, so that nothing of ours stays connected.
    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var once = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false, Timeout = 5 };
        var connection = new NpgsqlConnection(once.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
