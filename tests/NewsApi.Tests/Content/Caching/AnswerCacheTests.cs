using NewsApi.Content.Caching;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Caching;

public sealed class AnswerCacheTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_answer_is_found_until_the_log_moves()
    {
        await using var cache = await CacheUnderTest.StartAsync(database);
        var answer = await cache.StoreAsync("a");
        Assert.Same(answer, cache.Cache.Find("a")?.Answer);
        Assert.Null(cache.Cache.Find("b"));
        var written = await database.Database.AppendAsync();
        await Poll.UntilAsync(() => cache.Periods.FindCurrent()?.Cursor == written);
        Assert.Null(cache.Cache.Find("a"));
    }

    [Fact]
    public async Task An_answer_of_another_snapshot_is_not_found()
    {
        await using var cache = await CacheUnderTest.StartAsync(database);
        var period = await cache.PeriodAsync();
        Assert.All(
            [
                new(1, period.Cursor with { Position = period.Cursor.Position + 1 }, period.From),
                new(1, period.Cursor with { Epoch = period.Cursor.Epoch + 1 }, period.From),
                new(1, period.Cursor, period.From.AddTicks(-1)),
                new(1, period.Cursor, period.Until),
            ],
            (CacheUnderTest.TestAnswer answer) =>
            {
                cache.Cache.Store("a", answer, 0, cache.Periods.Restarts);
                Assert.Null(cache.Cache.Find("a"));
            });

        // Before the log of this process began anew.
        cache.Cache.Store("a", new CacheUnderTest.TestAnswer(1, period.Cursor, period.From), 0, cache.Periods.Restarts - 1);
        Assert.Null(cache.Cache.Find("a"));
    }

    [Fact]
    public async Task The_memory_is_limited_and_answers_in_use_stay_longest()
    {
        const int answers = 10;
        await using var cache = await CacheUnderTest.StartAsync(database, new CacheOptions { Size = answers * 2_000 });
        for (var i = 0; i < 200; i++)
        {
            await cache.StoreAsync($"key {i}", 1_000);
            Assert.NotNull(cache.Cache.Find("key 0"));
            Assert.InRange(cache.Cache.Size, 1_000, answers * 2_000);
        }

        Assert.InRange(cache.Cache.Count, 2, 2 * answers);
        Assert.Equal(200, cache.Cache.Count + cache.Cache.Evictions);
        Assert.NotNull(cache.Cache.Find("key 199"));
        Assert.Null(cache.Cache.Find("key 100"));
    }

    [Fact]
    public async Task Compressed_forms_and_replaced_answers_count()
    {
        await using var cache = await CacheUnderTest.StartAsync(database, new CacheOptions { Size = 100_000 });
        var replaced = await cache.StoreAsync("a", 1_000);
        var one = cache.Cache.Size;
        replaced.Compress(500);
        Assert.Equal(one + 500, cache.Cache.Size);
        for (var i = 0; i < 1_000; i++)
        {
            await cache.StoreAsync("a", 1_000);
        }

        Assert.Equal((one, 1), (cache.Cache.Size, cache.Cache.Count));
        replaced.Compress(500);
        Assert.Equal(one, cache.Cache.Size);
        Assert.Equal(0, cache.Cache.Evictions);
    }

    [Fact]
    public async Task An_answer_that_would_evict_many_others_is_not_stored()
    {
        await using var cache = await CacheUnderTest.StartAsync(database, new CacheOptions { Size = 100_000 });
        await cache.StoreAsync("large", 20_000);
        Assert.Equal((0, 0), (cache.Cache.Count, cache.Cache.Size));
    }

    [Fact]
    public async Task A_cache_without_memory_is_switched_off() =>
        Assert.False((await StartAndStopAsync(new CacheOptions { Size = 0 })).IsEnabled);

    private async Task<AnswerCache> StartAndStopAsync(CacheOptions options)
    {
        await using var cache = await CacheUnderTest.StartAsync(database, options);
        return cache.Cache;
    }
}
