using System.Data.Common;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// The connection pools of this process. With a second connection string, the first one may lead to a pooler in transaction mode, such as
/// PgBouncer, which can give each transaction another session of PostgreSQL. What needs one session then uses the second one.
/// </summary>
internal sealed class DatabasePools : IAsyncDisposable
{
    /// <summary>
    /// The settings of each connection that only reads. With these settings, the statements of one round trip read one snapshot, and BEGIN
    /// and ROLLBACK are not needed. JIT is off, because compiling a deep filter takes half a minute, and evaluating it takes milliseconds.
    /// Notices are off, because PostgreSQL sends one for each language in which a search has only stop words.
    /// </summary>
    private const string ForReading =
        """
        set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on; set jit = off;
        set client_min_messages = warning
        """;

    // By default, an Npgsql pool opens up to 100 connections, and PostgreSQL allows 100 in all. So these pools are smaller.
    private const int WritingSize = 10;
    private const int ReadingSize = 30;

    /// <summary>
    /// One connection listens. One connection reads for all subscribers near the head of the log. A few connections read for subscribers
    /// that lag far behind.
    /// </summary>
    private const int WireSize = 8;

    /// <summary>One connection holds the lock of the migrations, and the others apply them.</summary>
    private const int SessionSize = 3;

    private DatabasePools(string connectionString, string? sessionConnectionString, bool onlyReads)
    {
        ThroughPooler = sessionConnectionString is not null;
        var source = Complete(onlyReads ? "other" : "writing", connectionString, WritingSize, !ThroughPooler);
        var reading = Complete("reading", connectionString, ReadingSize, !ThroughPooler);
        foreach (var builder in onlyReads ? [source, reading] : new[] { reading })
        {
            if (!ThroughPooler)
            {
                // Each connection keeps its settings, because the pool does not reset a connection between two uses.
                builder.ConnectionStringBuilder.NoResetOnClose = true;
                builder.UsePhysicalConnectionInitializer(SetUp, SetUpAsync);
            }
        }

        Source = source.Build();
        Reading = reading.Build();
        Session = sessionConnectionString is null
            ? Source
            : Complete("session", sessionConnectionString, SessionSize, keepsSession: true).Build();
        var wire = Complete("log", sessionConnectionString ?? connectionString, WireSize, keepsSession: true);
        wire.ConnectionStringBuilder.MaxPoolSize = WireSize;
        Wire = wire.Build();
    }

    /// <summary>
    /// True if a connection of <see cref="Source"/> or <see cref="Reading"/> keeps no state from one transaction to the next.
    /// </summary>
    public bool ThroughPooler { get; }

    public NpgsqlDataSource Source { get; }

    public NpgsqlDataSource Reading { get; }

    public NpgsqlDataSource Wire { get; }

    public NpgsqlDataSource Session { get; }

    /// <summary>Each pool once.</summary>
    public IReadOnlyList<NpgsqlDataSource> All => ThroughPooler ? [Source, Reading, Wire, Session] : [Source, Reading, Wire];

    /// <summary>The largest number of connections that the pools open with these connection strings.</summary>
    public int MostConnections => All
        .Sum(pool => new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize);

    /// <summary>Prepares the pools. It opens no connection.</summary>
    /// <exception cref="ArgumentException">A connection string cannot be read.</exception>
    public static DatabasePools Create(string connectionString, string? sessionConnectionString, bool onlyReads) =>
        new(connectionString, sessionConnectionString, onlyReads);

    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        await Reading.DisposeAsync();
        await Session.DisposeAsync();
        await Source.DisposeAsync();
    }

    /// <summary>Adds the defaults for the keywords that the operator did not set.</summary>
    /// <param name="name">
    /// The name of the pool in metrics and spans. Without it, Npgsql would show the connection string there, with address and user.
    /// </param>
    private static NpgsqlDataSourceBuilder Complete(string name, string connectionString, int size, bool keepsSession)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= $"newsapi {name}";

        // Times are compared and printed in UTC. The server's time zone has no effect.
        settings.Timezone = "UTC";

        // The number of prepared statements that Npgsql keeps. It drops the least recently used statement. Clients cause few different
        // statements. Through a pooler, the next transaction may run in a session that does not know the statement.
        if (!Has(given, "Max Auto Prepare", "MaxAutoPrepare"))
        {
            settings.MaxAutoPrepare = keepsSession ? 200 : 0;
        }

        // With several hosts, Npgsql remembers which one was a standby. A promotion must not take ten seconds to be noticed.
        if (!Has(given, "Host Recheck Seconds", "HostRecheckSeconds"))
        {
            settings.HostRecheckSeconds = 1;
        }

        // If a pool is full, further callers wait.
        if (!Has(given, "Maximum Pool Size", "MaxPoolSize"))
        {
            settings.MaxPoolSize = size;
        }

        // A reset would reset the session of another client.
        if (!keepsSession)
        {
            settings.NoResetOnClose = true;
        }

        return builder;
    }

    private static bool Has(DbConnectionStringBuilder given, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (given.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
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
}
