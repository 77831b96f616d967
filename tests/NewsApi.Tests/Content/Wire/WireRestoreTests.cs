using NewsApi.Content.Articles;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>The log after the restore of a dump that lacks changes which clients have seen.</summary>
[Trait("Needs", "PostgreSQL tools")]
public sealed class WireRestoreTests(TestDatabase database, TestPostgres server) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_dump_a_restore_and_a_reset_old_cursors_are_rejected_and_new_changes_delivered()
    {
        await using var dump = await DumpAsync();
        await using var restored = await dump.RestoreAsync(server);
        Assert.Empty(await restored.PendingMigrationsAsync(Token));
        var begin = await WireEpoch.BeginAsync(restored, Token);
        await using var wire = await TestWire.StartAsync(restored);
        foreach (var old in new[] { dump.Head, dump.Lost, dump.Head with { Position = 0 } })
        {
            Assert.Equal(new WireRejection.OtherEpoch(begin), (await wire.ReadNextAsync(old, Token)).Rejection);
        }

        var next = wire.ReadNextAsync(begin, Token).AsTask();
        var uri = await new TestNewsroom(restored).PublishAsync("After the restore", TestNewsroom.Place("Oslo"));
        var batch = await next;
        Assert.Null(batch.Rejection);
        Assert.Contains(batch.Changes, c => c.After?.Parse(ChangeFacts.FromJson).Uri == uri);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public async Task After_a_restore_without_a_reset_old_cursors_are_rejected_although_new_changes_passed_them(int written)
    {
        await using var dump = await DumpAsync();
        await using var restored = await dump.RestoreAsync(server);
        if (written > 0)
        {
            // As `newsapi import` does it, before any service starts. The first change begins the epoch, and the second does not.
            var first = await restored.AppendAsync(written);
            Assert.True(first.Position > dump.Lost.Position);
            Assert.Equal(first.Epoch, (await restored.AppendAsync()).Epoch);
        }

        await using var wire = await TestWire.StartAsync(restored);
        Assert.NotEqual(dump.Head.Epoch, wire.Head.Epoch);
        foreach (var old in new[] { dump.Head, dump.Lost })
        {
            Assert.Equal(new WireRejection.OtherEpoch(wire.Head), (await wire.ReadNextAsync(old, Token)).Rejection);
        }

        // The next process finds nothing to do.
        await using var next = await TestWire.StartAsync(restored);
        Assert.Equal(wire.Head, next.Head);
    }

    [Fact]
    public async Task A_process_that_runs_during_a_restore_begins_a_new_epoch()
    {
        await using var dump = await DumpAsync();
        await using var restored = await dump.RestoreAsync(server);
        await using var wire = await TestWire.StartAsync(restored);
        var seen = await restored.AppendAsync(10);
        await wire.WaitUntilReadAsync(seen, Token);
        var waiting = wire.ReadNextAsync(seen, Token).AsTask();

        await dump.RestoreIntoAsync(restored, "--clean", "--if-exists");
        var passed = await Poll.RetryAsync<WireCursor, NpgsqlException>(() => restored.AppendAsync(30));

        Assert.True(passed.Position > seen.Position);
        var rejection = Assert.IsType<WireRejection.OtherEpoch>((await waiting).Rejection);
        Assert.NotEqual(seen.Epoch, rejection.Head.Epoch);
        await Poll.UntilAsync(() => wire.Head == passed || wire.Head.Epoch != rejection.Head.Epoch);
        var later = await restored.AppendAsync();
        await wire.WaitUntilReadAsync(later, Token);
    }

    /// <summary>A dump of the database, which then gets a change that the dump lacks.</summary>
    private async Task<DumpedLog> DumpAsync()
    {
        var newsroom = new TestNewsroom(database.Database);
        await newsroom.PublishAsync("Before the dump", TestNewsroom.Place("Oslo"));
        var head = await HeadAsync();
        var file = Path.Combine(Path.GetTempPath(), $"newsapi-dump-{Path.GetRandomFileName()}");
        await PostgresTools.RunAsync(database.ConnectionString, "pg_dump", "--format=custom", $"--file={file}");
        await newsroom.PublishAsync("Lost with the disk");
        return new DumpedLog(file, head, await HeadAsync());
    }

    private async Task<WireCursor> HeadAsync() => (await WireStatus.ReadAsync(database.Database, Token)).Head;
}
