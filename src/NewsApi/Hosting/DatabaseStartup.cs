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
    private ServerWatch? _watch;

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
    /// <param name="onlyReads">True if this process writes nothing, so that the server may be a standby.</param>
    /// <exception cref="PostgresUnavailableException">
    /// No connection is possible. The message has the address and says what to do.
    /// </exception>
    /// <exception cref="SettingsException">
    /// The service cannot listen for changes, or the two connection strings lead to different databases, or a process that only reads has
    /// several hosts.
    /// </exception>
    public static async Task<DatabaseStartup> OpenAsync(
        Settings settings, ILogger logger, CancellationToken cancellationToken, bool onlyReads = false)
    {
        var opened = await OpenUncheckedAsync(settings, logger, cancellationToken, onlyReads);
        try
        {
            if (!opened.IsPrivate && await opened.FindSessionProblemAsync(cancellationToken) is { } problem)
            {
                throw new SettingsException(problem);
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does the same as <see cref="OpenAsync"/>, but accepts a database on which the service cannot listen.</summary>
    internal static async Task<DatabaseStartup> OpenUncheckedAsync(
        Settings settings, ILogger logger, CancellationToken cancellationToken, bool onlyReads = false)
    {
        if (settings.ConnectionString is not { } connectionString)
        {
            var server = await PrivatePostgres.StartAsync(settings.DataDirectory, logger, cancellationToken);
            return new DatabaseStartup(NewsDatabase.At(server.ConnectionString), server, $"private PostgreSQL in {settings.DataDirectory}");
        }

        var target = DatabaseAddress.Parse(connectionString, Settings.ConnectionStringSetting);
        var session = settings.SessionConnectionString is { } text ? DatabaseAddress.Parse(text, Settings.SessionStringSetting) : null;
        if (onlyReads && target.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            // The hosts would lag by different times, and the log and the articles could come from different ones.
            throw new SettingsException(
                $"{Settings.ConnectionStringSetting.Name} has several hosts; set it to one. A reader belongs to one standby.");
        }

        var address = Describe(target);
        var database = NewsDatabase.At(target.ConnectionString, session?.ConnectionString, onlyReads);
        try
        {
            await WaitAsync(
                database.Source, address, Settings.ConnectionStringSetting, settings.Service.DatabaseWait, logger, cancellationToken);
            if (session is not null)
            {
                await WaitAsync(
                    database.Session, Describe(session), Settings.SessionStringSetting, settings.Service.DatabaseWait, logger,
                    cancellationToken);
            }

            return new DatabaseStartup(database, null, address);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the private server again if it ends. Does nothing if the database is not on the private server.</summary>
    /// <param name="isStopping">True if the service is stopping. The server is then not started again.</param>
    public void KeepRunning(Func<bool> isStopping) => _watch ??= _private?.Watch(isStopping);

    /// <summary>Returns what is wrong with the connection strings and what to do, in two sentences; null if nothing is.</summary>
    internal async Task<string?> FindSessionProblemAsync(CancellationToken cancellationToken)
    {
        var (news, session) = (Settings.ConnectionStringSetting.Name, Settings.SessionStringSetting.Name);
        if (!await Database.KeepsSessionAsync(cancellationToken))
        {
            return $"{(Database.ThroughPooler ? session : news)} leads to a pooler that gives each transaction another session (PgBouncer: "
                + $"pool_mode = transaction), so that the service cannot listen for changes. Set {session} to the address of PostgreSQL "
                + "itself, or of a pooler in session mode.";
        }

        return await Database.IsOneDatabaseAsync(cancellationToken)
            ? null
            : $"{news} and {session} lead to different databases or servers. Set both to the same database of the same server.";
    }

    /// <summary>
    /// Ends <see cref="KeepRunning"/>, closes the connections, then ends the use of the private server. The last process that uses that
    /// server stops it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        await Database.DisposeAsync();
        if (_private is not null)
        {
            await _private.DisposeAsync();
        }
    }

    // Waits, because a PostgreSQL in a container may still be starting. Does not wait after a wrong password or name, which is permanent.
    private static async Task WaitAsync(
        NpgsqlDataSource pool, string address, Setting setting, TimeSpan atMost, ILogger logger, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var first = true; ; first = false)
        {
            try
            {
                await using var connection = await pool.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
            {
                if (!IsTemporary(e))
                {
                    throw new PostgresUnavailableException($"The {address}, rejects the connection: {Reason(e)}. {Advice(e, setting)}", e);
                }

                if (Stopwatch.GetElapsedTime(started) >= atMost)
                {
                    throw new PostgresUnavailableException(
                        $"The {address}, has not responded for {atMost.TotalSeconds:0} seconds: {Reason(e)}. {Advice(e, setting)}", e);
                }

                if (first)
                {
                    logger.LogWarning("Waiting for the {Address}: {Reason}", address, Reason(e));
                }
            }

            await Task.Delay(RetryInterval, cancellationToken);
        }
    }

    // PgBouncer rejects each parameter of the start of a connection that it does not know.
    private static string Advice(Exception e, Setting setting) => Reason(e).Contains("startup parameter", StringComparison.Ordinal)
        ? $"Remove that parameter from {setting.Name}, or add it to ignore_startup_parameters of PgBouncer."
        : $"Start that server or correct {setting.Name}. Without that setting, newsapi "
            + (setting == Settings.ConnectionStringSetting ? "runs a private PostgreSQL." : "uses ConnectionStrings__News.");

    private static string Describe(NpgsqlConnectionStringBuilder target) =>
        $"PostgreSQL at {target.Host}:{target.Port}, database '{target.Database}', user '{target.Username}'";

    // Without an error of PostgreSQL, a rejection is about TLS, or the password is missing.
    private static bool IsTemporary(Exception e) => e is PostgresException rejection
        ? rejection.IsTransient
            || rejection.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
        : DatabaseFailure.Find(e) is not { Kind: DatabaseFailureKind.Rejected };

    private static string Reason(Exception e) =>
        (e is PostgresException rejection ? rejection.MessageText : (e.InnerException ?? e).Message).TrimEnd('.');
}
