using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Statements;

public sealed class SnapshotConnectionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string CountOfChanges = "select count(*) from wire_change";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_read_sees_the_database_as_of_the_first_read()
    {
        await using var snapshot = Open();
        var first = await CountAsync(snapshot);
        await database.Database.AppendAsync(3);

        Assert.Equal(first, await CountAsync(snapshot));
        Assert.Equal(first, await CountAsync(snapshot, last: true));
        await using var later = Open();
        Assert.Equal(first + 3, await CountAsync(later, last: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_read_returns_the_head_of_the_log_and_the_time_of_the_snapshot(bool last)
    {
        var head = await database.Database.AppendAsync(2);
        var before = await database.ScalarAsync<DateTime>("select clock_timestamp()");
        await using var snapshot = Open();

        await CountAsync(snapshot, last);

        Assert.Equal(head, snapshot.Cursor);
        Assert.InRange(snapshot.Time, before, await database.ScalarAsync<DateTime>("select clock_timestamp()"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_without_rows_returns_the_head_of_the_log_too(bool last)
    {
        var head = await database.Database.AppendAsync();
        await using var snapshot = Open();

        await RunAsync(snapshot, last, new Statement(new SqlText().Append("select 1 where false"), _ => Assert.Fail("There is no row.")));

        Assert.Equal(head, snapshot.Cursor);
    }

    [Fact]
    public async Task The_head_of_the_log_is_set_before_the_first_row_is_read()
    {
        var head = await database.Database.AppendAsync();
        await using var snapshot = Open();
        WireCursor? seen = null;

        await RunAsync(snapshot, last: true, new Statement(new SqlText().Append("select 1"), _ => seen = snapshot.Cursor));

        Assert.Equal(head, seen);
    }

    [Fact]
    public async Task Each_statement_of_a_batch_passes_its_rows_to_its_own_reader_in_order()
    {
        await using var snapshot = Open();
        var (numbers, words) = (new List<int>(), new List<string>());
        var byValue = new SqlText { PlansByValue = true };
        byValue.Append($"select word from unnest({byValue.AddParameter(new[] { "a", "b" })}) word");

        await RunAsync(
            snapshot, last: false,
            new Statement(new SqlText().Append("select n from generate_series(1, 3) n"), row => numbers.Add(row.GetInt32(0))),
            new Statement(byValue, row => words.Add(row.GetString(0))));

        Assert.Equal([1, 2, 3], numbers);
        Assert.Equal(["a", "b"], words);
        Assert.Equal(2, snapshot.StatementCount);
    }

    [Fact]
    public async Task Concurrent_reads_run_one_after_another_in_one_snapshot()
    {
        await using var snapshot = Open();
        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CountAsync(snapshot)));
        Assert.Single(counts.Distinct());
        Assert.Equal(8, snapshot.StatementCount);
    }

    [Fact]
    public async Task A_read_after_the_last_one_throws_unless_the_snapshot_is_restarted()
    {
        await using var snapshot = Open();
        var first = await CountAsync(snapshot, last: true);
        await database.Database.AppendAsync();
        await snapshot.RestartAsync();
        Assert.Equal(first + 1, await CountAsync(snapshot, last: true));

        await Assert.ThrowsAsync<InvalidOperationException>(() => CountAsync(snapshot));
    }

    [Fact]
    public async Task A_snapshot_for_several_reads_stays_open_after_the_last_statement_of_each()
    {
        await using var snapshot = new SnapshotConnection(database.Database, readsOnce: false);
        var first = await CountAsync(snapshot, last: true);
        await database.Database.AppendAsync();
        Assert.Equal(first, await CountAsync(snapshot, last: true));
    }

    [Fact]
    public async Task A_failed_snapshot_is_never_reopened_and_repeats_its_failure()
    {
        await using var snapshot = Open();
        await CountAsync(snapshot);
        var failure = await Assert.ThrowsAsync<PostgresException>(
            () => RunAsync(snapshot, last: false, new Statement(new SqlText().Append("select 1 / 0"), _ => { })));

        Assert.Equal(failure.SqlState, (await Assert.ThrowsAsync<PostgresException>(() => CountAsync(snapshot))).SqlState);
    }

    [Fact]
    public async Task A_connection_returns_to_the_pool_without_its_transaction()
    {
        await using (var left = Open())
        {
            await CountAsync(left);
        }

        var head = await database.Database.AppendAsync();
        await using var next = Open();
        await CountAsync(next);
        Assert.Equal(head, next.Cursor);
    }

    [Theory]
    [InlineData("0", 5)]
    [InlineData("2.1", 1)]
    public async Task A_statement_is_run_again_only_if_its_connection_was_lost_at_once(string seconds, int attempts)
    {
        using var log = new StatementLog(database);
        await using var snapshot = Open();
        var ended = $"select pg_sleep({seconds}), pg_terminate_backend(pg_backend_pid())";

        await Assert.ThrowsAsync<PostgresException>(
            () => RunAsync(snapshot, last: true, new Statement(new SqlText().Append(ended), _ => { })));

        Assert.Equal(attempts, log.RoundTrips.Count(sql => sql.Contains(ended, StringComparison.Ordinal)));
    }

    private SnapshotConnection Open() => new(database.Database, readsOnce: true);

    private static Task RunAsync(SnapshotConnection snapshot, bool last, params Statement[] statements) =>
        snapshot.RunAsync(statements, last, Cancel);

    private static async Task<long> CountAsync(SnapshotConnection snapshot, bool last = false)
    {
        var count = -1L;
        await RunAsync(snapshot, last, new Statement(new SqlText().Append(CountOfChanges), row => count = row.GetInt64(0)));
        return count;
    }
}
