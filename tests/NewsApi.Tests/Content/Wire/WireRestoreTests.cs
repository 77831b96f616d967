using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

[Trait("Needs", "PostgreSQL tools")]
public sealed class WireRestoreTests(TestDatabase database, TestPostgres server) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_dump_a_restore_and_a_reset_old_cursors_are_rejected_and_new_changes_delivered()
    {
        var newsroom = new TestNewsroom(database.Database);
        await newsroom.PublishAsync("Before the dump", TestNewsroom.Place("Oslo"));
        var dumped = await HeadAsync(database.Database);
        var file = Path.Combine(Path.GetTempPath(), $"newsapi-dump-{Path.GetRandomFileName()}");
        try
        {
            await PostgresTools.RunAsync(database.ConnectionString, "pg_dump", "--format=custom", $"--file={file}");

            // What the backup does not know, and a client has seen.
            await newsroom.PublishAsync("Lost with the disk");
            var lost = await HeadAsync(database.Database);
            var address = await server.CreateAsync("encoding 'UTF8' template template0", Token);
            await PostgresTools.RunAsync(
                address, "pg_restore", "--no-owner", "--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(address).Database}",
                file);

            await using var restored = NewsDatabase.At(address);
            Assert.Empty(await restored.PendingMigrationsAsync(Token));
            var begin = await WireEpoch.BeginAsync(restored, Token);
            await using var wire = await TestWire.StartAsync(restored);
            foreach (var old in new[] { dumped, lost, dumped with { Position = 0 } })
            {
                Assert.Equal(new WireRejection.OtherEpoch(begin), (await wire.ReadNextAsync(old, Token)).Rejection);
            }

            var next = wire.ReadNextAsync(begin, Token).AsTask();
            var uri = await new TestNewsroom(restored).PublishAsync("After the restore", TestNewsroom.Place("Oslo"));
            var batch = await next;
            Assert.Null(batch.Rejection);
            Assert.Contains(batch.Changes, c => c.After?.Parse(ChangeFacts.FromJson).Uri == uri);
            await server.DropAsync(new NpgsqlConnectionStringBuilder(address).Database!);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<WireCursor> HeadAsync(NewsDatabase of)
    {
        await using var snapshot = new NewsApi.Content.Reading.Snapshot.SnapshotFactory(of).Open(NewsApi.Content.Reading.Visibility.Public);
        return await snapshot.ReadCursorAsync(Token);
    }
}
