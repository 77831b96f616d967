using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireRetentionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly WireOptions Options = new() { RetentionBatch = 4 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WireRetention Retention => new(database.Database, Options, TimeProvider.System, NullLogger<WireRetention>.Instance);

    [Fact]
    public async Task Changes_older_than_the_retention_are_deleted_and_their_cursors_are_expired()
    {
        await database.ExecuteAsync("delete from wire_change");
        var old = await database.Database.AppendAsync(10);
        await AgeAsync(upTo: old.Position, "8 days");
        var young = await database.Database.AppendAsync(5);

        Assert.Equal(10, await Retention.PruneAsync(Token));

        Assert.Equal(old.Position + 1, await database.ScalarAsync<long>("select min(position) from wire_change"));
        await using var wire = await TestWire.StartAsync(database.Database);
        Assert.Equal(5, (await wire.ReadAsync(old, young)).Count);
        var expired = await wire.ReadNextAsync(old with { Position = old.Position - 1 }, Token);
        Assert.Equal(new WireRejection.Expired(young), expired.Rejection);
        Assert.Equal(young, expired.Cursor);
        Assert.Equal(0, await Retention.PruneAsync(Token));
    }

    [Fact]
    public async Task A_reader_continues_from_the_head_after_all_changes_were_pruned()
    {
        var head = await database.Database.AppendAsync(9);
        await AgeAsync(head.Position, "8 days");
        Assert.True(await Retention.PruneAsync(Token) >= 9);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from wire_change"));

        await using var wire = await TestWire.StartAsync(database.Database);
        Assert.Equal(head, wire.Head);
        Assert.Equal(
            new WireRejection.Expired(head), (await wire.ReadNextAsync(head with { Position = head.Position - 1 }, Token)).Rejection);
        var next = wire.ReadNextAsync(head, Token).AsTask();
        var written = await database.Database.AppendAsync();
        Assert.Equal([written.Position], (await next).Changes.Select(c => c.Position));
        Assert.Equal(head.Position + 1, written.Position);
    }

    [Fact]
    public async Task Pruning_leaves_no_gap_in_the_log_after_a_clock_was_set_back()
    {
        await database.ExecuteAsync("delete from wire_change");
        var young = await database.Database.AppendAsync(3);
        var old = await database.Database.AppendAsync(3);
        await database.ExecuteAsync($"update wire_change set committed_at = now() - interval '8 days' where position > {young.Position}");

        Assert.Equal(0, await Retention.PruneAsync(Token));

        await AgeAsync(young.Position, "9 days");
        Assert.Equal(6, await Retention.PruneAsync(Token));
        Assert.Equal(old.Position, await database.ScalarAsync<long>("select position from wire_head"));
    }

    [Fact]
    public async Task The_log_has_no_gap_while_many_processes_prune_and_write_at_once()
    {
        var old = await database.Database.AppendAsync(200);
        await AgeAsync(old.Position, "8 days");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var looking = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Assert.True(await database.ScalarAsync<bool>(
                        "select count(*) = coalesce(max(position) - min(position) + 1, 0) from wire_change"));
                }
            },
            Token);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await database.Database.AppendAsync();
                }
            },
            Token);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Retention.PruneAsync(Token)));
        await writing;
        await Retention.PruneAsync(Token);
        await stop.CancelAsync();
        await looking;

        Assert.Equal(old.Position + 1, await database.ScalarAsync<long>("select min(position) from wire_change"));
    }

    [Fact]
    public async Task A_process_asleep_for_longer_than_the_retention_continues_and_expires_old_cursors()
    {
        await database.ExecuteAsync("delete from wire_change");
        // It neither listens nor looks, as a machine asleep.
        var asleep = new WireOptions { PollInterval = TimeSpan.FromHours(1), TailChanges = 2 };
        await using var wire = await TestWire.StartAsync(database.Database, asleep);
        var before = wire.Head;
        await database.ExecuteAsync(
            """
            with head as (update wire_head set position = position + 5 returning position)
            insert into wire_change select position - 5 + i, now() - interval '8 days' + i / 4 * interval '8 days', 2, 1, false, null, null
            from head, generate_series(1, 5) i
            """);
        Assert.True(await Retention.PruneAsync(Token) >= 3);

        var head = before with { Position = before.Position + 5 };
        await wire.WaitUntilReadAsync(head, Token);
        Assert.Equal(2, (await wire.ReadAsync(before with { Position = before.Position + 3 }, head)).Count);
        Assert.Equal(
            new WireRejection.Expired(head), (await wire.ReadNextAsync(before, Token)).Rejection);
    }

    [Fact]
    public async Task A_started_retention_prunes_the_log_by_itself()
    {
        var old = await database.Database.AppendAsync(6);
        await AgeAsync(old.Position, "8 days");
        await using var retention = Retention;
        retention.Start();
        await Poll.UntilAsync(() =>
            database.ScalarAsync<bool>($"select not exists (select from wire_change where position <= {old.Position})"));
        Assert.Equal(old.Position, await database.ScalarAsync<long>("select position from wire_head"));
    }

    private Task<int> AgeAsync(long upTo, string age) =>
        database.ExecuteAsync($"update wire_change set committed_at = now() - interval '{age}' where position <= {upTo}");
}
