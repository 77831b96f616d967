using System.Text.RegularExpressions;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>The PostgreSQL database of this process: its connection pools, and the migration of its tables.</summary>
public sealed partial class NewsDatabase : IAsyncDisposable
{
    /// <summary>The oldest server version that is supported.</summary>
    public const int OldestMajorVersion = 15;

    private const string MigrationLock = "hashtext('newsapi migrations')";

    private static readonly TimeSpan MigrationCheckInterval = TimeSpan.FromMilliseconds(500);

    private readonly DatabasePools _pools;
    private readonly ConnectionPriority _priority;

    private NewsDatabase(DatabasePools pools, bool onlyReads)
    {
        (_pools, _priority, OnlyReads) = (pools, new ConnectionPriority(pools), onlyReads);
        Incidents = new DatabaseIncidents(ProbeAsync, TimeProvider.System);
    }

    /// <summary>The failures of this database, for the log and for metrics.</summary>
    public DatabaseIncidents Incidents { get; }

    /// <summary>
    /// True if this process writes nothing, because its server may be a standby, which applies the changes of another server.
    /// </summary>
    public bool OnlyReads { get; }

    /// <summary>The pool of connections that read and write. If <see cref="OnlyReads"/> is true, they only read.</summary>
    public NpgsqlDataSource Source => _pools.Source;

    /// <summary>
    /// The pool of connections that each keep their session of PostgreSQL, for locks and migrations. Without a second connection string, it
    /// is <see cref="Source"/>.
    /// </summary>
    public NpgsqlDataSource Session => _pools.Session;

    /// <summary>True if a second connection string was given, so that the first one may lead to a pooler in transaction mode.</summary>
    public bool ThroughPooler => _pools.ThroughPooler;

    /// <summary>The largest number of connections that the pools of this process open.</summary>
    public int MostConnections => _pools.MostConnections;

    /// <summary>The pool of connections that only read.</summary>
    internal NpgsqlDataSource Reading => _pools.Reading;

    /// <summary>
    /// The pool of connections that listen to the change log and read it. It is a separate pool, so that queries and writers cannot delay
    /// the log. Its connections keep their sessions.
    /// </summary>
    internal NpgsqlDataSource Wire => _pools.Wire;

    /// <summary>Prepares the pools. It opens no connection.</summary>
    /// <param name="connectionString">Npgsql's connection string; its values override the defaults of the pools.</param>
    /// <param name="sessionConnectionString">
    /// Npgsql's connection string for what needs one session for longer than a transaction: listening, reading the log, locks and
    /// migrations. The other one may then lead to a pooler in transaction mode. Null if there is no pooler, or one in session mode.
    /// </param>
    /// <param name="onlyReads">The value of <see cref="OnlyReads"/>.</param>
    /// <exception cref="ArgumentException">A connection string cannot be read.</exception>
    public static NewsDatabase At(string connectionString, string? sessionConnectionString = null, bool onlyReads = false) =>
        new(DatabasePools.Create(connectionString, sessionConnectionString, onlyReads), onlyReads);

    /// <summary>
    /// Applies missing migrations and creates missing indexes. Writes nothing if nothing is missing, so that the role of the service then
    /// needs no permission to create tables. Several processes may call this at once.
    /// </summary>
    /// <exception cref="UnsuitableDatabaseException">
    /// The server is older than <see cref="OldestMajorVersion"/> or read-only, or the database does not store UTF-8, or a migration is
    /// missing and the role may not apply it, or other sessions lock a table all the time.
    /// </exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await RejectUnsuitableServerAsync(cancellationToken);
        var pending = await PendingMigrationsAsync(cancellationToken);
        if (pending.Count == 0 && await IsCompleteAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await ApplyAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new UnsuitableDatabaseException(
                $"The database needs {pending.Count} migrations, and its user may not apply them ({e.MessageText}). "
                + "Run `newsapi migrate` as the user who owns the tables, or grant CREATE on the schema.",
                e);
        }
    }

    /// <summary>
    /// Waits until all migrations of this program are applied. Another process applies them, and a standby gets them a moment later.
    /// </summary>
    /// <param name="atMost">The longest wait.</param>
    /// <exception cref="UnsuitableDatabaseException">
    /// The server is older than <see cref="OldestMajorVersion"/>, or the database does not store UTF-8, or the wait was too long.
    /// </exception>
    public async Task WaitForMigrationsAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await RejectUnsuitableServerAsync(cancellationToken);
        var begin = TimeProvider.System.GetTimestamp();
        while (await PendingMigrationsAsync(cancellationToken) is { Count: > 0 } pending)
        {
            if (TimeProvider.System.GetElapsedTime(begin) >= atMost)
            {
                throw new UnsuitableDatabaseException(
                    $"The database needs {pending.Count} migrations, and this process only reads. Run `newsapi migrate` on the primary, or "
                    + "start a process there that writes.");
            }

            await Task.Delay(MigrationCheckInterval, TimeProvider.System, cancellationToken);
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Session.OpenConnectionAsync(cancellationToken);

        // EF's own lock ends with each migration, so two processes that start together would both apply the second one.
        await Run(connection, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await MigrationRun.ApplyAsync(Session, cancellationToken);
            await CreateIndexesAsync(connection, cancellationToken);
            await SearchRebuild.RunAsync(this, cancellationToken);
        }
        finally
        {
            await Run(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>Returns the migrations of this program that are not applied to the database yet.</summary>
    public Task<IReadOnlyList<string>> PendingMigrationsAsync(CancellationToken cancellationToken) =>
        PendingMigrations.ReadAsync(Session, cancellationToken);

    /// <summary>Runs a statement that reads nothing. Throws an exception if PostgreSQL does not respond.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => DeadConnection.RetryAsync(
        this, Source,
        async connection =>
        {
            await using var used = connection;
            await using var probe = new NpgsqlCommand("select 1", connection);
            return await probe.ExecuteScalarAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// True if a connection of <see cref="Session"/> keeps one session of PostgreSQL. False if it leads to a pooler that gives each
    /// transaction another session.
    /// </summary>
    public Task<bool> KeepsSessionAsync(CancellationToken cancellationToken) => SessionProbe.KeepsSessionAsync(Wire, cancellationToken);

    /// <summary>True if both connection strings lead to the same database of the same running server.</summary>
    public async Task<bool> IsOneDatabaseAsync(CancellationToken cancellationToken)
    {
        if (!ThroughPooler)
        {
            return true;
        }

        // No two servers start in the same microsecond.
        const string Identity =
            "select oid::text || ' ' || pg_postmaster_start_time() from pg_database where datname = current_database()";
        await using var one = Session.CreateCommand(Identity);
        await using var other = Source.CreateCommand(Identity);
        return Equals(await one.ExecuteScalarAsync(cancellationToken), await other.ExecuteScalarAsync(cancellationToken));
    }

    /// <summary>
    /// Opens a connection of one of the pools. If the server or the role allows no more connections, the log of changes comes first, and
    /// the other pools close their idle connections.
    /// </summary>
    internal Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource pool, CancellationToken cancellationToken) =>
        _priority.OpenAsync(pool, cancellationToken);

    /// <summary>Opens a connection for the listener or the reader of the log, which keeps it. It comes before all others.</summary>
    internal Task<NpgsqlConnection> OpenForLogAsync(CancellationToken cancellationToken) => _priority.OpenForLogAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Incidents.DisposeAsync();
        await _pools.DisposeAsync();
        _priority.Dispose();
    }

    /// <summary>True if all indexes exist, and no search column waits to be computed again.</summary>
    private async Task<bool> IsCompleteAsync(CancellationToken cancellationToken)
    {
        await using var command = Session.CreateCommand(
            "select not exists (select from unnest($1) name where to_regclass(name) is null) and not exists (select from search_rebuild)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Indexes().Select(index => index.Name)] });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// Checks the version and the encoding of the database, and its writability unless <see cref="OnlyReads"/> is true. Changes nothing.
    /// </summary>
    /// <exception cref="UnsuitableDatabaseException">
    /// The server is older than <see cref="OldestMajorVersion"/> or read-only, or the database does not store UTF-8.
    /// </exception>
    public async Task RejectUnsuitableServerAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Session.OpenConnectionAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major < OldestMajorVersion)
        {
            throw new UnsuitableDatabaseException(
                $"The server at {connection.Host} is PostgreSQL {connection.PostgreSqlVersion}; NewsApi needs {OldestMajorVersion} or newer.");
        }

        await using var writable = new NpgsqlCommand("select current_setting('transaction_read_only') = 'off'", connection);
        if (!OnlyReads && await writable.ExecuteScalarAsync(cancellationToken) is false)
        {
            throw new UnsuitableDatabaseException(
                $"The database '{connection.Database}' is read-only: the server is a standby, or an operator made it read-only. "
                + "Connect to the primary; with several hosts, add Target Session Attributes=primary. Or set NewsApi__Role=reader.");
        }

        await using var command = new NpgsqlCommand("select current_setting('server_encoding')", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is string encoding and not "UTF8")
        {
            throw new UnsuitableDatabaseException(
                $"The database '{connection.Database}' stores text as {encoding}; create it with ENCODING 'UTF8' TEMPLATE template0.");
        }
    }

    private static async Task CreateIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (name, statement) in Indexes())
        {
            await using var exists = new NpgsqlCommand("select to_regclass($1) is not null", connection);
            exists.Parameters.AddWithValue(name);
            if (await exists.ExecuteScalarAsync(cancellationToken) is false)
            {
                await Run(connection, statement, cancellationToken);
            }
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<(string Name, string Statement)> Indexes()
    {
        using var stream = typeof(NewsDatabase).Assembly.GetManifestResourceStream("NewsApi.Content.Database.Indexes.sql")
            ?? throw new InvalidOperationException("Indexes.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return [.. CreateIndex().Matches(reader.ReadToEnd()).Select(m => (m.Groups["name"].Value, m.Value))];
    }

    [GeneratedRegex(@"create (unique )?index (?<name>\w+)[^;]*;")]
    private static partial Regex CreateIndex();
}
