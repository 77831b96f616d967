using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class NewsWireTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Memory for three changes only, so that whoever is further behind reads PostgreSQL.</summary>
    private static readonly WireOptions Forgetful = new() { TailChanges = 3, BatchChanges = 4, ChunkChanges = 2, LaggardReads = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wire_starts_at_the_head_of_the_log_and_delivers_new_changes()
    {
        var before = await database.Database.AppendAsync();
        await using var wire = await TestWire.StartAsync(database.Database);
        Assert.Equal(before, wire.Head);

        var next = wire.ReadNextAsync(before, Token);
        Assert.False(next.IsCompleted);
        var written = await database.Database.AppendAsync(2, subject: 42);

        var batch = await next;
        Assert.Null(batch.Rejection);
        Assert.Equal(written, batch.Cursor);
        Assert.Equal([(before.Position + 1, 42), (before.Position + 2, 42)], batch.Changes.Select(c => (c.Position, c.SubjectId)));
        Assert.Equal(written, wire.Head);
    }

    [Fact]
    public async Task A_reader_that_lags_far_behind_gets_all_changes_in_contiguous_batches()
    {
        var begin = await database.Database.AppendAsync();
        await using var wire = await TestWire.StartAsync(database.Database, Forgetful);
        var end = begin;
        for (var i = 0; i < 10; i++)
        {
            end = await database.Database.AppendAsync(1 + (i % 4), subject: i);
        }

        // Several at once, though PostgreSQL is read by one at a time.
        var readers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => wire.ReadAsync(begin, end)));
        Assert.All(readers, read => Assert.Equal(Range(begin.Position + 1, end.Position), read.Select(c => c.Position)));

        var batch = await wire.ReadNextAsync(begin, Token);
        Assert.Equal(4, batch.Changes.Count);
    }

    [Fact]
    public async Task The_latest_changes_are_in_memory_after_the_start_before_the_first_read()
    {
        var begin = await database.Database.AppendAsync();
        var end = await database.Database.AppendAsync(3);
        await using var wire = await TestWire.StartAsync(database.Database, Forgetful);
        using var log = new StatementLog(database, everything: true);

        Assert.Equal(end, (await wire.ReadNextAsync(begin, Token)).Cursor);
        Assert.DoesNotContain(log.RoundTrips, sql => sql.Contains("wire_change", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fresh_cursor_of_another_process_is_not_rejected_as_future()
    {
        // No listening and hardly a look: only asking makes this process come that far.
        await using var wire = await TestWire.StartAsync(database.Database, new WireOptions { PollInterval = TimeSpan.FromHours(1) });
        var written = await SilentlyAsync();

        var next = wire.ReadNextAsync(written, Token).AsTask();
        await wire.WaitUntilReadAsync(written, Token);
        Assert.Equal(written, wire.Head);
        var after = await database.Database.AppendAsync();
        Assert.Equal(after, (await next).Cursor);
    }

    [Fact]
    public async Task A_cursor_beyond_the_head_or_of_another_epoch_is_rejected_with_the_reason()
    {
        var head = await database.Database.AppendAsync();
        await using var wire = await TestWire.StartAsync(database.Database);

        var future = await wire.ReadNextAsync(head with { Position = head.Position + 1 }, Token);
        Assert.Equal(new WireRejection.Future(head), future.Rejection);
        var farOff = await wire.ReadNextAsync(head with { Position = long.MaxValue }, Token);
        Assert.Equal(new WireRejection.Future(head), farOff.Rejection);
        var other = await wire.ReadNextAsync(head with { Epoch = head.Epoch ^ 1 }, Token);
        Assert.Equal(new WireRejection.OtherEpoch(head), other.Rejection);
        Assert.Equal(head, other.Cursor);
        Assert.Empty(other.Changes);
    }

    [Fact]
    public async Task A_wait_ends_when_this_process_has_read_up_to_the_cursor_or_by_cancellation()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        await wire.WaitUntilReadAsync(wire.Head, Token);

        var written = await database.Database.AppendAsync();
        await wire.WaitUntilReadAsync(written, Token);
        Assert.True(wire.Head.Position >= written.Position);

        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var never = wire.WaitUntilReadAsync(written with { Position = long.MaxValue }, impatient.Token);
        var neither = wire.ReadNextAsync(wire.Head, impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => neither);
    }

    [Fact]
    public async Task One_change_wakes_ten_thousand_readers_without_a_statement_for_each()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        var head = wire.Head;
        var waiting = Enumerable.Range(0, 10_000).Select(_ => wire.ReadNextAsync(head, Token).AsTask()).ToArray();
        using var log = new StatementLog(database, everything: true);

        var written = await database.Database.AppendAsync();

        var batches = await Task.WhenAll(waiting);
        Assert.All(batches, batch => Assert.Equal(written, batch.Cursor));
        Assert.InRange(log.RoundTrips.Count(sql => sql.Contains("from wire_head head", StringComparison.Ordinal)), 1, 20);
    }

    [Fact]
    public async Task The_wire_never_reads_past_a_gap_in_the_log()
    {
        await using var wire = await TestWire.StartAsync(database.Database, Forgetful);
        var head = wire.Head;
        var written = await HoleAsync(head);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var next = wire.ReadNextAsync(head, limit.Token).AsTask();
        var direct = await Assert.ThrowsAsync<InvalidDataException>(
            () => new WireReader(database.Database).ReadAsync(head.Position, 100, Token));
        Assert.Contains($"expected position {head.Position + 2}", direct.Message, StringComparison.Ordinal);

        // Mended, it goes on by itself; until then nothing behind the hole was delivered.
        Assert.False(next.IsCompleted);
        await database.ExecuteAsync($"insert into wire_change values ({head.Position + 2}, now(), 2, 9, false, null, null)");
        Assert.Equal(Range(head.Position + 1, written.Position), (await wire.ReadAsync(head, written)).Select(c => c.Position));
        await next;
    }

    /// <summary>Written without a notification, as by somebody whose notifications are lost.</summary>
    private async Task<WireCursor> SilentlyAsync()
    {
        var head = await database.ScalarAsync<long>(
            """
            with head as (update wire_head set position = position + 1 returning position)
            insert into wire_change select position, now(), 2, 1, false, null, null from head returning position
            """);
        return new WireCursor(await database.ScalarAsync<int>("select epoch from wire_head"), head);
    }

    /// <summary>Three changes, the middle one missing, in one transaction.</summary>
    private async Task<WireCursor> HoleAsync(WireCursor head)
    {
        await database.ExecuteAsync(
            $"""
            update wire_head set position = position + 3;
            insert into wire_change values ({head.Position + 1}, now(), 2, 1, false, null, null),
                ({head.Position + 3}, now(), 2, 1, false, null, null)
            """);
        return head with { Position = head.Position + 3 };
    }

    private static IEnumerable<long> Range(long from, long to) => Enumerable.Range(0, (int)(to - from + 1)).Select(i => from + i);
}
