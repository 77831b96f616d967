using NewsApi.Content.Database;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>A fresh, migrated, empty database for one test class: <c>IClassFixture&lt;TestDatabase&gt;</c>.</summary>
public sealed class TestDatabase(TestPostgres server) : IAsyncLifetime
{
    private NewsDatabase? _database;

    /// <summary>For settings of whatever is under test; its pool is small.</summary>
    public string ConnectionString { get; private set; } = "";

    public NewsDatabase Database => _database ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public NpgsqlDataSource Source => Database.Source;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateMigratedAsync(TestContext.Current.CancellationToken);
        _database = NewsDatabase.At(ConnectionString);
    }

    /// <summary>
    /// Empties tables under a running service. Its loops may lock them in another order: PostgreSQL then ends one of both statements.
    /// </summary>
    public Task TruncateAsync(string tables) => Poll.RetryAsync<bool, PostgresException>(async () =>
    {
        await ExecuteAsync($"truncate {tables} cascade");
        return true;
    });

    /// <summary>Runs statements without parameters; returns how many rows they touched.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
            await server.DropAsync(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
        }
    }
}
