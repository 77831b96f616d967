using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireWriterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ChangeEntry Entry = new(ChangeKind.Entity, 1, null, null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_of_several_changes_returns_the_cursor_of_the_last()
    {
        await using var write = await WriteTransaction.BeginAsync(database.Database, Token);
        var first = await WireWriter.AppendAsync(write.Connection, [Entry], Token);
        var third = await WireWriter.AppendAsync(
            write.Connection, [Entry with { SubjectId = 8 }, Entry with { SubjectId = 9, Internal = true }], Token);
        await write.CommitAsync(Token);

        Assert.Equal(first with { Position = first.Position + 2 }, third);
        Assert.Equal("8 f;9 t", await database.ScalarAsync<string>(
            $"select string_agg(concat(subject_id, ' ', internal), ';' order by position) from wire_change where position > {first.Position}"));
    }

    [Fact]
    public async Task A_transaction_that_rolls_back_leaves_no_gap_in_the_log()
    {
        await using (var abandoned = await WriteTransaction.BeginAsync(database.Database, Token))
        {
            await WireWriter.AppendAsync(abandoned.Connection, [Entry, Entry], Token);
        }

        await AppendAsync(1);

        Assert.True(await IsGaplessAsync());
    }

    [Fact]
    public async Task A_reader_that_keeps_the_highest_position_misses_no_change_of_eight_writers()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = new List<long>();
        var reader = Task.Run(
            async () =>
            {
                // Reads on until the writers are done and a last look finds nothing more.
                for (var last = seen.Count; !stop.IsCancellationRequested || last < seen.Count;)
                {
                    last = seen.Count;
                    await using var command = database.Source.CreateCommand(
                        $"select position from wire_change where position > {(seen.Count == 0 ? 0 : seen[^1])} order by position");
                    await using var rows = await command.ExecuteReaderAsync(Token);
                    while (await rows.ReadAsync(Token))
                    {
                        seen.Add(rows.GetInt64(0));
                    }
                }
            },
            Token);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(async writer =>
        {
            for (var i = 0; i < 40; i++)
            {
                await AppendAsync((i + writer) % 4 + 1);
            }
        }));
        await stop.CancelAsync();
        await reader;

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => (long)i), seen);
        Assert.True(seen.Count >= 8 * 40 * 2);
        Assert.True(await IsGaplessAsync());
    }

    [Fact]
    public async Task A_commit_notifies_the_listening_connections()
    {
        await using var listener = await database.Source.OpenConnectionAsync(Token);
        var woken = new TaskCompletionSource<NpgsqlNotificationEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Notification += (_, notification) => woken.TrySetResult(notification);
        await using var listen = new NpgsqlCommand($"listen {WireWriter.Channel}", listener);
        await listen.ExecuteNonQueryAsync(Token);

        await AppendAsync(1);
        while (!woken.Task.IsCompleted)
        {
            await listener.WaitAsync(Token);
        }

        Assert.Equal("", (await woken.Task).Payload);
    }

    private async Task AppendAsync(int count)
    {
        await using var write = await WriteTransaction.BeginAsync(database.Database, Token);
        await WireWriter.AppendAsync(write.Connection, [.. Enumerable.Repeat(Entry, count)], Token);
        await write.CommitAsync(Token);
    }

    private Task<bool> IsGaplessAsync() => database.ScalarAsync<bool>(
        "select max(position) = count(*) and count(*) = (select position from wire_head) from wire_change");
}
