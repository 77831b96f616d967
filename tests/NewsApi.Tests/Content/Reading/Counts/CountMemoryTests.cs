using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Counts;

/// <summary>A total count comes from memory when it is asked for again, and is that of its snapshot.</summary>
public sealed class CountMemoryTests(TestPostgres server) : IAsyncLifetime
{
    private static readonly Field Section = ContentTable.Article.Field<Article>(a => a.Content.Section);

    private readonly TestDatabase _database = new(server);
    private readonly string _section = Guid.NewGuid().ToString();
    private NewsWire? _wire;
    private CountMemory? _memory;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CountMemory Memory => _memory ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _wire = await TestWire.StartAsync(_database.Database);
        _memory = new CountMemory(
            new CountMemoryOptions { LongestWait = TimeSpan.FromSeconds(30), LongestLag = TimeSpan.FromMinutes(1) }, _wire,
            TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _memory?.Dispose();
        if (_wire is not null)
        {
            await _wire.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_list_is_counted_when_it_is_asked_for_twice_and_then_follows_the_log()
    {
        await PublishAsync();
        Assert.Equal((1, 0, 0), (await CountAsync(), Memory.Hits, Memory.Misses));
        Assert.Equal((1, 0, 1), (await CountAsync(), Memory.Hits, Memory.Misses));
        Assert.Equal((1, 1, 1), (await CountAsync(), Memory.Hits, Memory.Misses));

        await PublishAsync();
        Assert.Equal((2, 2, 1), (await CountAsync(), Memory.Hits, Memory.Misses));
    }

    [Fact]
    public async Task A_snapshot_from_before_a_change_has_the_number_from_before_it()
    {
        await PublishAsync();
        await CountAsync();
        await CountAsync();
        await using var early = new SnapshotFactory(_database.Database, null, Memory).Open(Visibility.Public);
        await early.ReadCursorAsync(Token);
        await PublishAsync();
        await PublishAsync();
        Assert.Equal(3, await CountAsync());

        var hits = Memory.Hits;
        Assert.Equal(1, (await early.ReadPageAsync(List(), Token)).TotalCount);
        Assert.Equal(hits + 1, Memory.Hits);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task An_article_whose_embargo_ended_is_counted_before_the_log_has_it()
    {
        await PublishAsync();
        await CountAsync();
        await CountAsync();

        // No process writes what becomes due: the log does not get these changes.
        var uri = await PublishAsync(DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal(1, await CountAsync());
        await _database.ExecuteAsync($"update article set published_at = now() where uri = '{uri}'");
        Assert.Equal(2, await CountAsync());
        Assert.False(await _database.ScalarAsync<bool>("select bool_and(announced) from article"));
    }

    [Fact]
    public async Task A_snapshot_with_an_article_that_was_published_after_its_clock_differs_from_the_log()
    {
        // The second: a clock that was set back, or that of another server.
        foreach (var after in new[] { "20 seconds", "3 hours" })
        {
            await AssertDiffersAsync(after);
        }
    }

    [Fact]
    public async Task A_list_whose_changes_are_no_longer_in_memory_is_counted_again()
    {
        await PublishAsync();
        await CountAsync();
        await CountAsync();
        var head = await _database.Database.AppendAsync(CountMemory.MostChanges + 1);
        await _wire!.WaitUntilReadAsync(head, Token); // Not null: initialised.
        var (hits, misses) = (Memory.Hits, Memory.Misses);
        Assert.Equal((1, hits, misses + 1), (await CountAsync(), Memory.Hits, Memory.Misses));
        Assert.Equal((1, hits + 1, misses + 1), (await CountAsync(), Memory.Hits, Memory.Misses));
    }

    [Fact]
    public async Task Editors_and_conditions_that_the_log_does_not_decide_are_always_counted()
    {
        await PublishAsync();
        for (var i = 0; i < 4; i++)
        {
            await using var snapshot = new SnapshotFactory(_database.Database, null, Memory).Open(Visibility.Everything);
            Assert.Equal(1, (await snapshot.ReadPageAsync(List(), Token)).TotalCount);
            Assert.Equal(1, await CountAsync(new Condition.Search(ContentTable.Article, "News")));
        }

        Assert.Equal((0, 0), (Memory.Hits, Memory.Misses));
    }

    private async Task AssertDiffersAsync(string after)
    {
        var uri = await PublishAsync();
        Assert.False(await _database.ScalarAsync<bool>($"select {Publicity.DiffersFromLogSql}"));
        await _database.ExecuteAsync($"update article set published_at = now() + interval '{after}' where uri = '{uri}'");
        Assert.True(await _database.ScalarAsync<bool>($"select {Publicity.DiffersFromLogSql}"));
        await _database.ExecuteAsync($"update article set announced = false where uri = '{uri}'");
        Assert.False(await _database.ScalarAsync<bool>($"select {Publicity.DiffersFromLogSql}"));
    }

    private Task<string> PublishAsync(DateTimeOffset? embargo = null)
    {
        var item = TestNewsroom.Item("News");
        return new TestNewsroom(_database.Database).ImportAsync(
            item with { Content = item.Content with { Section = _section }, EmbargoedUntil = embargo });
    }

    private async Task<long?> CountAsync(Condition? where = null)
    {
        await using var snapshot = new SnapshotFactory(_database.Database, null, Memory).Open(Visibility.Public, readsOnce: true);
        return (await snapshot.ReadPageAsync(List(where), Token)).TotalCount;
    }

    private ListQuery List(Condition? where = null) => TestLists.Of(ContentTable.Article).List() with
    {
        Where = where ?? new Condition.Compare(Section, Operators.Equal, _section),
        Parts = ListParts.TotalCount,
    };
}
