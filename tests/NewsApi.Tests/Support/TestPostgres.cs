using NewsApi.Content.Database;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace NewsApi.Tests.Support;

/// <summary>
/// The PostgreSQL server of this test run and the migrated template on it, which every test class gets a copy of.
/// </summary>
/// <remarks>
/// Which server: the one that <c>NEWSAPI_TEST_DATABASE</c> names, by a connection string that may create databases.
/// </remarks>
public sealed class TestPostgres : IAsyncLifetime
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly string _run = $"newsapi_test_{Guid.NewGuid():N}"[..24];
    private string? _server;
    private int _created;

    private string Template => $"{_run}_template";

    public async ValueTask InitializeAsync()
    {
        _server = Environment.GetEnvironmentVariable("NEWSAPI_TEST_DATABASE") is { Length: > 0 } given
            ? given
            : throw new InvalidOperationException("Set NEWSAPI_TEST_DATABASE to a connection string that may create databases.");
        await ExecuteAsync($"create database {Template} encoding 'UTF8' template template0", CancellationToken.None);
        await using var template = NewsDatabase.At(ConnectionString(Template, pooling: false));
        await template.MigrateAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(Template);
        _oneAtATime.Dispose();
    }

    /// <summary>Makes a database that has every table and no news; returns its connection string.</summary>
    public Task<string> CreateMigratedAsync(CancellationToken cancellationToken) => CreateAsync($"template {Template}", cancellationToken);

    /// <summary>Makes a database without any table, by the given options of CREATE DATABASE; returns its connection string.</summary>
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

    private string ConnectionString(string database, bool pooling) => new NpgsqlConnectionStringBuilder(_server)
    {
        Database = database,
        Pooling = pooling,

        // Four classes run at once (xunit.runner.json), and a server of a hundred connections must be enough for all.
        MaxPoolSize = 20,
    }.ConnectionString;

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
