using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>The PostgreSQL database of this process: its connection pools, and the migration of its tables.</summary>
public sealed partial class NewsDatabase : IAsyncDisposable
{
    /// <summary>The oldest server version that is supported.</summary>
    public const int OldestMajorVersion = 15;

    private static readonly int UnsaidPoolSize = new NpgsqlConnectionStringBuilder().MaxPoolSize;

    private const string MigrationLock = "hashtext('newsapi migrations')";

    /// <summary>
    /// The settings of each connection that only reads. With these settings, the statements of one round trip read one snapshot, and BEGIN
    /// and ROLLBACK are not needed. JIT is off, because compiling a deep filter takes half a minute, and evaluating it takes milliseconds.
    /// </summary>
    private const string ForReading =
        "set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on; set jit = off";

    private NewsDatabase(NpgsqlDataSource source, NpgsqlDataSource reading, NpgsqlDataSource wire) =>
        (Source, Reading, Wire) = (source, reading, wire);

    public NpgsqlDataSource Source { get; }

    /// <summary>
    /// The pool of connections that only read. Each connection keeps its settings, because the pool does not reset a connection between two
    /// uses.
    /// </summary>
    internal NpgsqlDataSource Reading { get; }

    /// <summary>
    /// The pool of connections that listen to the change log and read it. It is a separate pool, so that queries and writers cannot delay
    /// the log.
    /// </summary>
    internal NpgsqlDataSource Wire { get; }

    /// <summary>Prepares the pools. It opens no connection.</summary>
    /// <param name="connectionString">Npgsql's connection string; its values override the defaults below.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static NewsDatabase At(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "newsapi";
        if (settings.MaxAutoPrepare == 0)
        {
            // The number of prepared statements that Npgsql keeps. It drops the least recently used statement. Clients cause few different
            // statements.
            settings.MaxAutoPrepare = 200;
        }

        // Times are compared and printed in UTC. The server's time zone has no effect.
        settings.Timezone = "UTC";

        // Without this setting, PostgreSQL sends a notice for each language in which a search has only stop words.
        settings.Options = $"-c client_min_messages=warning {settings.Options}".TrimEnd();

        // By default, an Npgsql pool opens up to 100 connections, and PostgreSQL allows 100 in all. So these pools are smaller. If a pool
        // is full, further callers wait.
        var ours = settings.MaxPoolSize == UnsaidPoolSize;
        settings.MaxPoolSize = ours ? 10 : settings.MaxPoolSize;
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();

        // One connection listens. One connection reads for all subscribers near the head of the log. A few connections read for subscribers
        // that lag far behind.
        var wire = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { MaxPoolSize = 8 };

        settings.MaxPoolSize = ours ? 30 : settings.MaxPoolSize;
        settings.NoResetOnClose = true;
        var reading = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        reading.UsePhysicalConnectionInitializer(SetUp, SetUpAsync);
        return new NewsDatabase(source, reading.Build(), new NpgsqlDataSourceBuilder(wire.ConnectionString).Build());
    }

    /// <summary>Applies missing migrations and creates missing indexes. Several processes may call this at once.</summary>
    /// <exception cref="InvalidOperationException">
    /// The server is older than <see cref="OldestMajorVersion"/>, or the database does not store UTF-8.
    /// </exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await RejectUnsuitableServer(cancellationToken);
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);

        // EF's own lock ends with each migration, so two processes that start together would both apply the second one.
        await Run(connection, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await using (var db = NewsDbContext.On(Source))
            {
                await db.Database.MigrateAsync(cancellationToken);
            }

            await CreateIndexesAsync(connection, cancellationToken);
            await SearchRebuild.RunAsync(Source, cancellationToken);
        }
        finally
        {
            await Run(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>Returns the migrations of this program that are not applied to the database yet.</summary>
    public async Task<IReadOnlyList<string>> PendingMigrationsAsync(CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(Source);
        return [.. await db.Database.GetPendingMigrationsAsync(cancellationToken)];
    }

    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        await Reading.DisposeAsync();
        await Source.DisposeAsync();
    }

    private static void SetUp(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(ForReading, connection);
        command.ExecuteNonQuery();
    }

    private static async Task SetUpAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(ForReading, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task RejectUnsuitableServer(CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major < OldestMajorVersion)
        {
            throw new InvalidOperationException(
                $"The server at {connection.Host} is PostgreSQL {connection.PostgreSqlVersion}; NewsApi needs {OldestMajorVersion} or newer.");
        }

        await using var command = new NpgsqlCommand("select current_setting('server_encoding')", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is string encoding and not "UTF8")
        {
            throw new InvalidOperationException(
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
