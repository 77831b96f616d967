using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>Long operations in PostgreSQL that would stop a reader that waits for older transactions.</summary>
[Trait("Needs", "PostgreSQL tools")]
public sealed class WireStallTests(TestDatabase database, TestPostgres server) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_are_delivered_during_idle_transactions_index_builds_and_a_dump()
    {
        await database.StoreAsync(Some.Article("Held"));
        await using var elsewhere = NewsDatabase.At(await server.CreateMigratedAsync(Token));
        await using var wire = await TestWire.StartAsync(database.Database);

        // An open transaction with writes in this database and in another one of the server, each with a transaction id.
        await using var here = await OpenAsync(database.Source, "update article set word_count = 1");
        await using var there = await OpenAsync(elsewhere.Source, "create table held (id int)");
        await FlowsAsync(wire);

        // An index that is being made, and one that waits for the transactions above to end.
        await using var index = await OpenAsync(database.Source, "create index being_made on entity (name)");
        await using var waiting = await database.Source.OpenConnectionAsync(Token);
        await using var concurrently = new NpgsqlCommand("create index concurrently waits_for_others on article (word_count)", waiting);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var made = concurrently.ExecuteNonQueryAsync(enough.Token);
        await FlowsAsync(wire);

        // A dump, from its snapshot to its end; and a transaction with the same locks that does not end.
        await using var dumping =
            await OpenAsync(database.Source, "lock table article, entity, mention, wire_change, wire_head in access share mode",
            "repeatable read");
        await index.Transaction.RollbackAsync(Token);
        var dump = PostgresTools.RunAsync(database.ConnectionString, "pg_dump", "--format=plain", "--file=/dev/null");
        do
        {
            await FlowsAsync(wire);
        }
        while (!dump.IsCompleted);
        await dump;

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => made);
        await server.DropAsync(new NpgsqlConnectionStringBuilder(elsewhere.Source.ConnectionString).Database!);
    }

    private async Task FlowsAsync(NewsWire wire)
    {
        var before = wire.Head;
        var written = await database.Database.AppendAsync(3);
        Assert.Equal(3, (await wire.ReadAsync(before, written)).Count);
    }

    private static async Task<Held> OpenAsync(NpgsqlDataSource source, string sql, string isolation = "read committed")
    {
        var connection = await source.OpenConnectionAsync(Token);
        var transaction = await connection.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand($"set transaction isolation level {isolation}; {sql}", connection);
        await command.ExecuteNonQueryAsync(Token);
        return new Held(connection, transaction);
    }

    private sealed record Held(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }
}
