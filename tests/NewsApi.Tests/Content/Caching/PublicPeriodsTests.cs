using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Caching;

public sealed class PublicPeriodsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_an_invalidation_the_next_period_has_every_earlier_commit()
    {
        await using var cache = await CacheUnderTest.StartAsync(database);
        for (var i = 0; i < 20; i++)
        {
            await cache.PeriodAsync();
            var written = await database.Database.AppendAsync();
            cache.Periods.Invalidate();
            Assert.True((await cache.PeriodAsync()).Cursor.Position >= written.Position);
        }
    }

    [Fact]
    public async Task A_period_never_lags_behind_the_log_as_this_process_has_read_it()
    {
        await using var cache = await CacheUnderTest.StartAsync(database);
        for (var i = 0; i < 20; i++)
        {
            var written = await database.Database.AppendAsync();
            await cache.Wire.WaitUntilReadAsync(written, Token);
            Assert.True((await cache.PeriodAsync()).Cursor.Position >= written.Position);
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_newer_than_the_period_ends_it()
    {
        await using var cache = await CacheUnderTest.StartAsync(database);
        var period = await cache.PeriodAsync();
        cache.Periods.Observe(period.Cursor);
        Assert.NotNull(cache.Periods.FindCurrent());
        cache.Periods.Observe(await database.Database.AppendAsync());
        Assert.True((await cache.PeriodAsync()).Cursor.Position > period.Cursor.Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_period_ends_at_the_due_time_and_the_next_one_begins_with_the_change_in_the_log(bool expires)
    {
        await using var cache = await CacheUnderTest.StartAsync(database);

        // Before the time is chosen, because the first use of EF takes seconds on a busy machine.
        await database.StoreAsync(Some.Article("draft"));
        var due = (await NowAsync()).AddSeconds(2);
        var article = Some.Article($"due {expires}", expires ? due.AddDays(-1) : due);
        (article.ExpiresAt, article.IsPublicInLog) = (expires ? due : null, expires);
        await database.StoreAsync(article);
        await database.Database.AppendAsync();
        await Poll.UntilAsync(() => cache.Periods.FindCurrent()?.Until == due.UtcDateTime);

        // The clock is read first, so no period may be found after its end.
        for (var time = await NowAsync(); cache.Periods.FindCurrent() is { } period; time = await NowAsync())
        {
            Assert.True(time.UtcDateTime < period.Until, $"{time:O} is not before {period.Until:O}.");
            Assert.Equal(due.UtcDateTime, period.Until);
        }

        // Another process writes, but the log does not have the due article yet.
        var other = await database.Database.AppendAsync();
        await cache.Wire.WaitUntilReadAsync(other, Token);
        cache.Periods.Invalidate();
        await Poll.UntilAsync(async () => await NowAsync() > due);
        Assert.Null(cache.Periods.FindCurrent());

        await using var articles = new DueArticles(
            database.Database, cache.Wire, new DueArticlesOptions(), TimeProvider.System, NullLogger<DueArticles>.Instance);
        Assert.Equal(1, await articles.WriteAsync(Token));
        Assert.True((await cache.PeriodAsync()).Until > due.UtcDateTime);
    }

    [Fact]
    public async Task An_answer_read_from_everything_holds_over_changes_of_drafts_and_no_others()
    {
        await using var cache = await CacheUnderTest.StartAsync(database);
        var draft = new ChangeEntry(ChangeKind.Article, 1, null, null, Internal: true);
        const string facts = "{}";
        await cache.StoreAsync("a");
        Assert.True(await HoldsAfterAsync(draft));
        Assert.True(await HoldsAfterAsync(draft, draft with { SubjectId = 2 }));
        Assert.Equal(0, cache.Cache.Carried);
        foreach (var change in (ChangeEntry[])
            [new(ChangeKind.Article, 1, null, facts), new(ChangeKind.Article, 1, facts, null), new(ChangeKind.Entity, 1, null, null)])
        {
            Assert.False(await HoldsAfterAsync(draft, change));
            await cache.StoreAsync("a");
        }

        Assert.Equal(3, cache.Cache.Touched);

        async Task<bool> HoldsAfterAsync(params ChangeEntry[] changes)
        {
            await using var write = await WriteTransaction.BeginAsync(database.Database, Token);
            var written = await WireWriter.AppendAsync(write.Connection, changes, Token);
            await write.CommitAsync(Token);
            await Poll.UntilAsync(() => cache.Periods.FindCurrent()?.Cursor == written);
            return cache.Cache.Find("a") is not null;
        }
    }

    [Fact]
    public async Task Without_a_way_to_read_the_log_there_is_no_period()
    {
        await using var cache = await CacheUnderTest.StartAsync(database, new CacheOptions { LongestLag = TimeSpan.Zero });
        await cache.Wire.WaitUntilReadAsync(await database.Database.AppendAsync(), Token);
        Assert.Null(cache.Periods.FindCurrent());
    }

    private async Task<DateTimeOffset> NowAsync() =>
        new(await database.ScalarAsync<DateTime>("select date_trunc('milliseconds', clock_timestamp())"), TimeSpan.Zero);
}
