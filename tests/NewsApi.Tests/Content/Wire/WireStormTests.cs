using System.Collections.Concurrent;
using System.Diagnostics;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireStormTests(TestDatabase database, ITestOutputHelper output) : IClassFixture<TestDatabase>
{
    private const int Writers = 16;
    private const int Transactions = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reader_sees_each_change_of_sixteen_writers_once_and_in_one_order()
    {
        var seed = Environment.GetEnvironmentVariable("NEWSAPI_TEST_SEED") is { Length: > 0 } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");

        // Two processes: one remembers little, so that its readers often fall behind its memory.
        await using var other = NewsDatabase.At(database.ConnectionString);
        await using var forgetful =
            await TestWire.StartAsync(
            database.Database, new WireOptions { TailChanges = 20, BatchChanges = 7, ChunkChanges = 11, LaggardReads = 2 });
        await using var mindful = await TestWire.StartAsync(other);
        var begin = mindful.Head;
        var end = new TaskCompletionSource<WireCursor>(TaskCreationOptions.RunContinuationsAsynchronously);
        var readers = Enumerable.Range(0, 8)
            .Select(i => Task.Run(() => ReadAsync(new Random(seed + i), [forgetful, mindful], begin, end.Task), Token)).ToArray();
        var committed = new ConcurrentDictionary<long, WireCursor>();

        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, Writers)
            .Select(writer => Task.Run(() => WriteAsync(new Random(seed - writer), writer, committed), Token)));
        var took = Stopwatch.GetElapsedTime(started);
        end.SetResult(begin with { Position = await database.ScalarAsync<long>("select position from wire_head") });
        var seen = await Task.WhenAll(readers);

        output.WriteLine($"{committed.Count} of {Writers * Transactions} transactions committed, {committed.Count / took.TotalSeconds:0} a second; {seen[0].Count} changes; resumed {_resumed} times");
        Assert.Equal(Enumerable.Range(1, seen[0].Count).Select(i => begin.Position + i), seen[0].Select(c => c.Position));
        Assert.All(seen, one => Assert.Equal(seen[0], one));
        var subjects = seen[0].Select(c => c.Subject).ToList();
        Assert.Equal(committed.Keys.Order(), subjects.Distinct().Order());
        Assert.All(committed, c => Assert.Equal(seen[0].Last(s => s.Subject == c.Key).Position, c.Value.Position));
        Assert.True(committed.Count < Writers * Transactions, "Nothing was rolled back.");
    }

    private int _resumed;

    /// <summary>
    /// Each transaction writes one to three changes about a subject of its own; every fourth or so is rolled back, some late.
    /// </summary>
    private async Task WriteAsync(Random random, int writer, ConcurrentDictionary<long, WireCursor> committed)
    {
        for (var i = 0; i < Transactions; i++)
        {
            var subject = (writer * 1_000_000L) + i;
            await using var write = await WriteTransaction.BeginAsync(database.Database, Token);
            await PauseAsync(write.Connection, random);
            var cursor = await WireWriter.AppendAsync(
                write.Connection, [.. Enumerable.Repeat(new ChangeEntry(ChangeKind.Entity, subject, null, null), random.Next(1, 4))],
                    Token);
            if (random.Next(4) == 0)
            {
                await PauseAsync(write.Connection, random);
                continue;
            }

            await write.CommitAsync(Token);
            committed[subject] = cursor;
        }
    }

    /// <summary>The database itself sleeps, with every lock held.</summary>
    private static async Task PauseAsync(NpgsqlConnection connection, Random random)
    {
        if (random.Next(3) == 0)
        {
            await using var pause = new NpgsqlCommand($"select pg_sleep({random.Next(4)} / 1000.0)", connection);
            await pause.ExecuteNonQueryAsync(Token);
        }
    }

    /// <summary>Reads some, goes away in the middle of whatever it waits for, and comes back later, to either process.</summary>
    private async Task<List<(
        long Position, long Subject)>> ReadAsync(Random random, NewsWire[] processes, WireCursor at, Task<WireCursor> end)
    {
        var seen = new List<(long, long)>();
        while (!end.IsCompleted || at != await end)
        {
            var wire = processes[random.Next(processes.Length)];
            using var leave = CancellationTokenSource.CreateLinkedTokenSource(Token);
            try
            {
                for (var batches = random.Next(1, 20); batches > 0 && (!end.IsCompleted || at != await end); batches--)
                {
                    // A second at the most: who stands at the end when the last writer is done would wait for ever.
                    leave.CancelAfter(random.Next(10) == 0 ? random.Next(10) : 1_000);

                    var next = wire.ReadNextAsync(at, leave.Token).AsTask();
                    if (await Task.WhenAny(next, end) == end && at == await end)
                    {
                        // It is over, and nothing will come any more.
                        await leave.CancelAsync();
                    }

                    var batch = await next;
                    Assert.Null(batch.Rejection);
                    seen.AddRange(batch.Changes.Select(c => (c.Position, c.SubjectId)));
                    at = batch.Cursor;
                }
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                // It went away; what it was just being given it did not take.
            }

            Interlocked.Increment(ref _resumed);
            if (random.Next(3) == 0 && !end.IsCompleted)
            {
                // Away until many others have written, or it is over.
                await Task.WhenAny(end, processes[1].WaitUntilReadAsync(at with { Position = at.Position + random.Next(200) }, Token));
            }
        }

        return seen;
    }
}
