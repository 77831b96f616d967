using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireEpochTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_epoch_rejects_every_older_cursor_and_continues_the_positions()
    {
        var before = await database.Database.AppendAsync(3);

        var begin = await WireEpoch.BeginAsync(database.Database, Token);

        Assert.NotEqual(before.Epoch, begin.Epoch);
        Assert.Equal(before.Position, begin.Position);
        await using var wire = await TestWire.StartAsync(database.Database);
        Assert.Equal(new WireRejection.OtherEpoch(begin), (await wire.ReadNextAsync(before, Token)).Rejection);
        Assert.Equal(new WireRejection.OtherEpoch(begin),
            (await wire.ReadNextAsync(before with { Position = before.Position - 2 }, Token)).Rejection);
        Assert.Equal(new WireRejection.Expired(begin),
            (await wire.ReadNextAsync(begin with { Position = begin.Position - 1 }, Token)).Rejection);
        var written = await database.Database.AppendAsync();
        Assert.Equal(begin with { Position = begin.Position + 1 }, written);
        Assert.Equal(written, (await wire.ReadNextAsync(begin, Token)).Cursor);
    }

    [Fact]
    public async Task A_waiting_reader_is_rejected_when_a_new_epoch_begins()
    {
        await database.Database.AppendAsync(3);
        await using var wire = await TestWire.StartAsync(database.Database);
        var waiting = wire.ReadNextAsync(wire.Head, Token).AsTask();

        var begin = await WireEpoch.BeginAsync(database.Database, Token);

        Assert.Equal(new WireRejection.OtherEpoch(begin), (await waiting).Rejection);
        Assert.Equal(begin, wire.Head);
    }

    [Fact]
    public async Task Each_epoch_differs_from_the_one_before_and_its_cursor_can_be_parsed()
    {
        var epochs = new List<int>();
        for (var i = 0; i < 50; i++)
        {
            var begin = await WireEpoch.BeginAsync(database.Database, Token);
            Assert.True(WireCursor.TryParse(begin.ToString(), out var read) && read == begin);
            epochs.Add(begin.Epoch);
        }

        Assert.All(epochs, epoch => Assert.InRange(epoch, 0, int.MaxValue));
        Assert.All(epochs.Zip(epochs.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.True(epochs.Distinct().Count() > 45);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_process_begins_a_new_epoch_if_the_log_went_back_even_if_new_changes_passed_its_head(int written)
    {
        await database.Database.AppendAsync(5);
        await using var wire = await TestWire.StartAsync(database.Database);
        var read = wire.Head;
        var waiting = wire.ReadNextAsync(read, Token).AsTask();

        // One transaction, as a failover to a standby that lacks two changes looks to this process.
        await using (var write = await WriteTransaction.BeginAsync(database.Database, Token))
        {
            await using var back = new NpgsqlCommand(
                "delete from wire_change where position > (select position - 2 from wire_head); update wire_head set position = position - 2",
                write.Connection);
            await back.ExecuteNonQueryAsync(Token);
            if (written > 0)
            {
                var other = Enumerable.Repeat(new ChangeEntry(ChangeKind.Entity, 2, null, null), written);
                await WireWriter.AppendAsync(write.Connection, [.. other], Token);
            }

            await write.CommitAsync(Token);
        }

        var rejection = Assert.IsType<WireRejection.OtherEpoch>((await waiting).Rejection);
        Assert.NotEqual(read.Epoch, rejection.Head.Epoch);
        Assert.Equal(read.Position - 2 + written, rejection.Head.Position);
        var next = await database.Database.AppendAsync();
        Assert.Equal(rejection.Head with { Position = rejection.Head.Position + 1 }, next);
    }

    [Theory]
    [InlineData("vacuum (full, freeze) wire_head")]
    [InlineData("vacuum freeze wire_head")]
    [InlineData("update wire_head set position = position")]
    public async Task Maintenance_and_an_older_version_of_the_program_keep_the_epoch(string statement)
    {
        var before = await database.Database.AppendAsync();
        await database.ExecuteAsync(statement);
        await using var wire = await TestWire.StartAsync(database.Database);
        Assert.Equal(before, wire.Head);
        Assert.Equal(before with { Position = before.Position + 1 }, await database.Database.AppendAsync());
    }

    [Fact]
    public async Task A_reader_before_the_changes_in_memory_polls_if_the_log_went_back_to_its_cursor()
    {
        var after = await database.Database.AppendAsync();
        await database.Database.AppendAsync(5);
        var options = new WireOptions { TailChanges = 3, PollInterval = TimeSpan.FromHours(1) };
        using var log = new StatementLog(database, everything: true);
        await using var wire = await TestWire.StartAsync(database.Database, options);

        // The listener wakes the wire when it has begun to listen. That must be over, so that only the reader can cause a poll.
        await Poll.UntilAsync(() => log.RoundTrips.Any(sql => sql.Contains("listen", StringComparison.Ordinal)));
        await wire.CheckCursorAsync(wire.Head with { Position = wire.Head.Position + 1 }, Token);
        await database.ExecuteAsync(
            $"delete from wire_change where position > {after.Position}; update wire_head set position = {after.Position}");

        var waiting = wire.ReadNextAsync(after, Token).AsTask();

        await Poll.UntilAsync(() => wire.Head.Position == after.Position, () => wire.Head);
        Assert.IsType<WireRejection.OtherEpoch>((await waiting).Rejection);
    }
}
