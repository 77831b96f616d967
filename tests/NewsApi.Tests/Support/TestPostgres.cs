using NewsApi.Content.Database;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace NewsApi.Tests.Support;

/// <summary>
/// The PostgreSQL server of this test run and the migrated template on it, which every test class gets a copy of.
/// </summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly string _run = $"newsapi_test_{Guid.NewGuid():N}"[..24];
    private ServerChoice? _server;
    private int _created;

    /// <summary>How the server was found.</summary>
    public ServerKind Kind => Server.Kind;

    private ServerChoice Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    private string Template => $"{_run}_template";

    public async ValueTask InitializeAsync()
    {
        _server = await ServerChoice.MakeAsync(CancellationToken.None);
        await ExecuteAsync($"create database {Template} encoding 'UTF8' template template0", CancellationToken.None);
        await using var template = NewsDatabase.At(ConnectionString(Template, pooling: false));
        await template.MigrateAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await DropAllAsync();
            await _server.DisposeAsync();
        }

        _oneAtATime.Dispose();
    }

    /// <summary>Makes a database that has every table and no news; returns its connection string.</summary>
    public Task<string> CreateMigratedAsync(CancellationToken cancellationToken) => CreateAsync($"template {Template}", cancellationToken);

    /// <summary>
    /// Makes a database without any table, by the given options of CREATE DATABASE; returns its connection string. It goes with the run.
    /// </summary>
    public async Task<string> CreateAsync(string options, CancellationToken cancellationToken)
    {
        var name = $"{_run}_{Interlocked.Increment(ref _created)}";

        // While a template is copied nobody may be connected to it, so copies wait for each other.
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await ExecuteAsync($"create database {name} {options}", cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }

        return ConnectionString(name, pooling: true);
    }

    /// <summary>Drops a database made here, whoever is still connected to it.</summary>
    public Task DropAsync(string database) => ExecuteAsync($"drop database if exists {database} with (force)", CancellationToken.None);

    private async Task DropAllAsync()
    {
        var left = new List<string>();
        await using (var connection = await ConnectAsync(CancellationToken.None))
        {
            await using var command = new NpgsqlCommand("select datname from pg_database where starts_with(datname, $1)", connection);
            command.Parameters.AddWithValue(_run);
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            while (await reader.ReadAsync(CancellationToken.None))
            {
                left.Add(reader.GetString(0));
            }
        }

        foreach (var database in left)
        {
            await DropAsync(database);
        }
    }

    private string ConnectionString(string database, bool pooling) => new NpgsqlConnectionStringBuilder(Server.ConnectionString)
    {
        Database = database,
        Pooling = pooling,

        // Four classes run at once (xunit.runner.json), and a server of a hundred connections must be enough for all.
        MaxPoolSize = 20,
    }.ConnectionString;

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
