using Npgsql;

namespace NewsApi.Postgres;

/// <summary>The address of a private server, with the user and the password.</summary>
/// <param name="ConnectionString">The connection string for Npgsql, to the service's database.</param>
internal sealed record ServerAddress(string ConnectionString)
{
    private const string DatabaseName = "newsapi";

    public static ServerAddress From(PostmasterFile file, string password) => new(new NpgsqlConnectionStringBuilder
    {
        Host = file.SocketFolder.Length > 0 ? file.SocketFolder : file.Address,
        Port = file.Port,
        Database = DatabaseName,
        Username = PostgresProcess.SuperUser,
        Password = password,

        // The server accepts 100 connections. The service and the verbs that run at the same time share them.
        MaxPoolSize = 40,
    }.ConnectionString);

    /// <exception cref="PostgresUnavailableException">A server responds but rejects the connection.</exception>
    public async Task<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(cancellationToken);
            return ProbeResult.Ready;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return ProbeResult.NotYet;
        }
        catch (PostgresException e)
        {
            throw new PostgresUnavailableException($"The private PostgreSQL rejects connections: {e.MessageText}", e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return ProbeResult.NoServer;
        }
    }

    /// <summary>Creates the service's database if it is missing.</summary>
    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
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

    // Connects to the maintenance database and without a pool, so that no connection stays open.
    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var once = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false, Timeout = 5 };

        // Without a name, the metrics of the service would show the connection string. A source without a pool holds nothing to dispose of.
        var connection = new NpgsqlDataSourceBuilder(once.ConnectionString) { Name = "private server" }.Build().CreateConnection();
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
