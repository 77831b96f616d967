using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Caching;
using NewsApi.Tests.Support;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Random queries and random writes: whenever an answer comes from memory after changes, it is byte for byte that of a process without a
/// cache. <c>NEWSAPI_TEST_SEED</c> repeats a run as far as times allow.
/// </summary>
public sealed class CarriedAnswersTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    /// <summary>One in this number of queries is replaced at each step, so that pages of every age are checked.</summary>
    private const int Replaced = 20;

    /// <summary>Fresh answers that are read at once.</summary>
    private const int AtOnce = 2;

    private long _pairs;
    private long _carried;
    private long _touched;
    private long _compared;

    private PublicPeriods Periods => service.Server.Service.Services.GetRequiredService<PublicPeriods>();

    [Fact]
    public async Task An_answer_is_carried_over_only_where_a_fresh_one_is_byte_for_byte_the_same()
    {
        var (seed, random, queries, writes) = await RandomNewsroom.CreateAsync(service.Server, output);
        var (entries, progress) = (new List<RandomQuery>(), new TestProgress(output));
        for (var step = 0; _pairs < TestSize.CarriedPairs; step++)
        {
            for (var i = 0; i < TestSize.CarriedEntries / Replaced || entries.Count < TestSize.CarriedEntries; i++)
            {
                entries.Add(await queries.NextAsync(service.ReadUncachedAsync));
            }

            entries.RemoveRange(0, entries.Count - TestSize.CarriedEntries);
            var before = await PeriodAsync();
            foreach (var entry in entries)
            {
                await service.ExecuteAsync(cached: true, entry);
            }

            for (var i = random.Next(3); i >= 0; i--)
            {
                await writes.WriteAsync();
            }

            var changes = await PeriodAsync() - before;
            await CompareAsync(entries, changes, $"seed {seed}, step {step}");
            progress.Report(Describe);
        }

        output.WriteLine(Describe());
        Assert.True(_carried > 0);
    }

    private string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_pairs} pairs of an answer and a change: {_carried} times carried over, {_touched} times touched, {_compared} compared");

    /// <summary>Waits for a period that begins after all commits so far, and returns its position.</summary>
    private async Task<long> PeriodAsync()
    {
        Periods.Invalidate();
        PublicPeriod? period = null;
        await Poll.UntilAsync(() => (period = Periods.FindCurrent()) is not null);
        return period!.Cursor.Position; // Not null: waited for.
    }

    /// <summary>Reads each answer from memory where it is still there, and then all of these from the tables.</summary>
    private async Task CompareAsync(List<RandomQuery> entries, long changes, string because)
    {
        var cache = service.Cache;
        var kept = new List<(RandomQuery Query, OperationResponse.Result Answer)>();
        var (carried, touched) = (cache.Carried, cache.Touched);
        foreach (var entry in entries)
        {
            var hits = cache.Hits;
            var answer = await service.ExecuteAsync(cached: true, entry);
            if (cache.Hits > hits)
            {
                kept.Add((entry, answer));
            }
        }

        (carried, touched) = (cache.Carried - carried, cache.Touched - touched);
        _carried += carried;
        _touched += touched;
        _pairs += (carried + touched) * changes;
        var differing = new ConcurrentBag<RandomQuery>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(kept, options, async (pair, _) =>
        {
            if (!await IsFreshAsync(pair.Query, pair.Answer, because))
            {
                differing.Add(pair.Query);
            }
        });
        foreach (var query in differing)
        {
            await CompareAgainAsync(query, because);
        }
    }

    /// <summary>Compares answers that changes between them may have made different.</summary>
    private async Task CompareAgainAsync(RandomQuery query, string because)
    {
        for (var attempt = 1; ; attempt++)
        {
            await PeriodAsync();
            var hits = service.Cache.Hits;
            var kept = await service.ExecuteAsync(cached: true, query);
            if (service.Cache.Hits == hits || await IsFreshAsync(query, kept, because))
            {
                return;
            }

            Assert.True(attempt < 5, $"{because}: five times, an answer from memory and a fresh one differed: {query.Document}");
        }
    }

    /// <summary>
    /// Compares an answer with that of the other process. The follower of names writes too, and so does the clock: only answers of one
    /// period must be equal.
    /// </summary>
    private async Task<bool> IsFreshAsync(RandomQuery query, OperationResponse.Result kept, string because)
    {
        var fresh = await service.ExecuteAsync(cached: false, query);
        if (kept.Body.Span.SequenceEqual(fresh.Body.Span))
        {
            Interlocked.Increment(ref _compared);
            return true;
        }

        Assert.False(
            kept.Cursor == fresh.Cursor && Periods.FindCurrent()?.Cursor.ToString() == fresh.Cursor,
            $"""
            {because}: {query.Document}
            {query.Variables}
            kept at {kept.Cursor}:  {Encoding.UTF8.GetString(kept.Body.Span)}
            fresh at {fresh.Cursor}: {Encoding.UTF8.GetString(fresh.Body.Span)}
            """);
        return false;
    }
}
