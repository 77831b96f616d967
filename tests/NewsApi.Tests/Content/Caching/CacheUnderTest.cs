using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.Content.Caching;

/// <summary>A cache over a database, with what tells it of changes.</summary>
internal sealed class CacheUnderTest : IAsyncDisposable
{
    private readonly NewsDatabase _database;

    private CacheUnderTest(NewsDatabase database, NewsWire wire, CacheOptions options)
    {
        (_database, Wire) = (database, wire);
        Periods = new PublicPeriods(database, wire, options, TimeProvider.System, NullLogger<PublicPeriods>.Instance);
        Cache = new AnswerCache(options, Periods);
    }

    public NewsWire Wire { get; }

    public PublicPeriods Periods { get; }

    public AnswerCache Cache { get; }

    public static async Task<CacheUnderTest> StartAsync(TestDatabase database, CacheOptions? options = null)
    {
        // A database of its own: another process writes.
        var own = NewsDatabase.At(database.ConnectionString);
        var cache = new CacheUnderTest(own, await TestWire.StartAsync(own), options ?? new CacheOptions());
        cache.Periods.Start();
        return cache;
    }

    /// <summary>Waits until the cache knows a period.</summary>
    public async Task<PublicPeriod> PeriodAsync() =>
        (await Poll.ReadUntilAsync(() => Task.FromResult(Periods.FindCurrent()), period => period is not null))!; // Not null: as polled.

    /// <summary>Stores an answer that was read in the present period.</summary>
    public async Task<TestAnswer> StoreAsync(object key, int bytes = 100)
    {
        var period = await PeriodAsync();
        var answer = new TestAnswer(bytes, period.Cursor, period.From);
        Cache.Store(key, answer, keySize: 0, Periods.Restarts);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await Periods.DisposeAsync();
        await Wire.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>An answer without a meaning.</summary>
    public sealed class TestAnswer(int bytes, WireCursor cursor, DateTime time) : CachedAnswer(new byte[bytes], cursor, time)
    {
        public void Compress(int more) => Grow(more);
    }
}
