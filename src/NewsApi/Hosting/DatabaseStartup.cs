using System.Diagnostics;
using System.Net.Sockets;
using NewsApi.Content.Database;
using NewsApi.Postgres;
using Npgsql;

namespace NewsApi.Hosting;

/// <summary>
/// Opens the database of this process. It is the database of the connection string. Without a connection string, it is a database on the
/// private server. Disposing of this object ends the use of the private server.
/// </summary>
public sealed class DatabaseStartup : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly PrivatePostgres? _private;

    private DatabaseStartup(NewsDatabase database, PrivatePostgres? privateServer, string address)
    {
        Database = database;
        _private = privateServer;
        Address = address;
    }

    public NewsDatabase Database { get; }

    /// <summary>True if the database is on the private server. Sample content is loaded only into such a database.</summary>
    public bool IsPrivate => _private is not null;

    /// <summary>The address of the database for messages, without a password.</summary>
    public string Address { get; }

    /// <summary>Connects to the server, or starts the private server. Waits until the server accepts connections.</summary>
    /// <exception cref="PostgresUnavailableException">
    /// No connection is possible. The message has the address and says what to do.
    /// </exception>
    public static async Task<DatabaseStartup> OpenAsync(Settings settings, ILogger logger, CancellationToken cancellationToken)
    {
        if (settings.ConnectionString is not { } connectionString)
        {
            var server = await PrivatePostgres.StartAsync(settings.DataDirectory, logger, cancellationToken);
            return new DatabaseStartup(NewsDatabase.At(server.ConnectionString), server, $"private PostgreSQL in {settings.DataDirectory}");
        }

        var target = DatabaseAddress.Parse(connectionString);
        var address = $"PostgreSQL at {target.Host}:{target.Port}, database '{target.Database}', user '{target.Username}'";
        var database = NewsDatabase.At(target.ConnectionString);
        try
        {
            await WaitAsync(database, address, settings.Service.DatabaseWait, logger, cancellationToken);
            return new DatabaseStartup(database, null, address);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections, then ends the use of the private server. The last process that uses that server stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_private is not null)
        {
            await _private.DisposeAsync();
        }
    }

    // Waits, because a PostgreSQL in a container may still be starting. Does not wait after a wrong password or name, which is permanent.
    private static async Task WaitAsync(
        NewsDatabase database, string address, TimeSpan atMost, ILogger logger, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var first = true; ; first = false)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
            {
                if (!IsTemporary(e))
                {
                    throw new PostgresUnavailableException($"The {address}, rejects the connection: {Reason(e)}. {Advice}", e);
                }

                if (Stopwatch.GetElapsedTime(started) >= atMost)
                {
                    throw new PostgresUnavailableException(
                        $"The {address}, has not responded for {atMost.TotalSeconds:0} seconds: {Reason(e)}. {Advice}", e);
                }

                if (first)
                {
                    logger.LogWarning("Waiting for the {Address}: {Reason}", address, Reason(e));
                }
            }

            await Task.Delay(RetryInterval, cancellationToken);
        }
    }

    private static string Advice =>
        $"Start that server or correct {Settings.ConnectionStringSetting.Name}. Without that setting, newsapi runs a private PostgreSQL.";

    private static bool IsTemporary(Exception e) => e is not PostgresException rejection
        || rejection.IsTransient
        || rejection.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections;

    private static string Reason(Exception e) =>
        (e is PostgresException rejection ? rejection.MessageText : (e.InnerException ?? e).Message).TrimEnd('.');
}
