using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NewsApi.Content.Database;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Database;

/// <summary>A migration that changes the table of articles, while a long transaction reads that table.</summary>
public sealed class MigrationRunTests(TestPostgres server)
{
    private const string Waiting =
        "select exists (select from pg_locks where not granted and relation = 'article'::regclass and mode = 'AccessExclusiveLock')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migration_gives_up_its_place_in_the_queue_and_is_tried_again_until_the_reader_has_ended()
    {
        await using var database = await CreateOlderAsync();
        await using var reader = await ReadAsync(database);
        var migrating = database.MigrateAsync(Cancel);
        await Poll.UntilAsync(() => AskAsync(database, Waiting));

        // It would queue behind the migration, and have to wait until the first reader ends.
        await using (await ReadAsync(database))
        {
        }

        Assert.False(migrating.IsCompleted);
        await reader.DisposeAsync();
        await migrating;
        Assert.Empty(await database.PendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task A_migration_that_never_gets_its_lock_ends_with_a_sentence_that_says_what_to_do()
    {
        await using var database = await CreateOlderAsync();
        await using var reader = await ReadAsync(database);

        var failure = await Assert.ThrowsAsync<UnsuitableDatabaseException>(
            () => MigrationRun.ApplyAsync(database.Session, Cancel, mostAttempts: 1));

        Assert.Contains("End the long transactions", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await database.PendingMigrationsAsync(Cancel));
    }

    /// <summary>A database as an older version of the program left it.</summary>
    private async Task<NewsDatabase> CreateOlderAsync()
    {
        var database = NewsDatabase.At(await server.CreateAsync("encoding 'UTF8' template template0", Cancel));
        await using var db = NewsDbContext.On(database.Source);
        await db.GetService<IMigrator>().MigrateAsync("20261129050000_SearchFold", Cancel);
        return database;
    }

    /// <summary>Begins a transaction that has read articles; it ends when the connection is disposed of.</summary>
    private static async Task<NpgsqlConnection> ReadAsync(NewsDatabase database)
    {
        var connection = await database.Source.OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand("begin; select count(*) from article", connection);
        await command.ExecuteScalarAsync(Cancel);
        return connection;
    }

    private static async Task<bool> AskAsync(NewsDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel) is true;
    }
}
