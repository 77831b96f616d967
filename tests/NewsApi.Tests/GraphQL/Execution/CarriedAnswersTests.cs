using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Caching;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Random queries and random writes: whenever an answer comes from memory after changes, it is byte for byte that of a process without a
/// cache. <c>NEWSAPI_TEST_SEED</c> repeats a run as far as times allow.
/// </summary>
public sealed class CarriedAnswersTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Entries = 60;

    private int _carried;
    private int _compared;

    private PublicPeriods Periods => service.Server.Service.Services.GetRequiredService<PublicPeriods>();

    [Fact]
    public async Task An_answer_is_carried_over_only_where_a_fresh_one_is_byte_for_byte_the_same()
    {
        var (seed, random, queries, writes) = await RandomNewsroom.CreateAsync(service.Server, output);
        var entries = new List<RandomQuery>();
        var (pairs, before) = (0, service.Cache.Touched);
        for (var step = 0; pairs < TestSize.CarriedPairs; step++)
        {
            // Some queries are replaced by others, so that pages of every age are checked.
            for (var i = 0; i < 3 || entries.Count < Entries; i++)
            {
                entries.Add(await queries.NextAsync(service.ReadUncachedAsync));
            }

            entries.RemoveRange(0, entries.Count - Entries);
            foreach (var entry in entries)
            {
                await service.ExecuteAsync(cached: true, entry);
            }

            var changes = 1 + random.Next(3);
            for (var i = 0; i < changes; i++)
            {
                await writes.WriteAsync();
            }

            await PeriodAsync();
            foreach (var entry in entries)
            {
                await CompareAsync(entry, $"seed {seed}, step {step}");
            }

            pairs += entries.Count * changes;
        }

        output.WriteLine($"{pairs} pairs: {_carried} times carried over, {service.Cache.Touched - before} times touched, {_compared} compared");
        Assert.True(_carried > 0);
    }

    private async Task PeriodAsync()
    {
        Periods.Invalidate();
        await Poll.UntilAsync(() => Periods.FindCurrent() is not null);
    }

    private async Task CompareAsync(RandomQuery query, string because)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (hits, carried) = (service.Cache.Hits, service.Cache.Carried);
            var kept = await service.ExecuteAsync(cached: true, query);
            if (service.Cache.Hits == hits)
            {
                return;
            }

            _carried += service.Cache.Carried > carried ? 1 : 0;
            _compared++;
            var fresh = await service.ExecuteAsync(cached: false, query);
            if (kept.Body.Span.SequenceEqual(fresh.Body.Span))
            {
                return;
            }

            // The follower of names writes too, and so does the clock: only answers of one period can be compared.
            if (attempt == 5 || (kept.Cursor == fresh.Cursor && Periods.FindCurrent()?.Cursor.ToString() == fresh.Cursor))
            {
                Assert.Fail($"""
                    {because}, attempt {attempt}: {query.Document}
                    {query.Variables}
                    kept at {kept.Cursor}:  {Encoding.UTF8.GetString(kept.Body.Span)}
                    fresh at {fresh.Cursor}: {Encoding.UTF8.GetString(fresh.Body.Span)}
                    """);
            }

            await PeriodAsync();
        }
    }
}
