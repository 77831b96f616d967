using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>The lag of a standby, measured twice a second. The states are those of a streaming standby.</summary>
public sealed class StandbyLagTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTime Begin = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private LagMeasurement? _last;
    private double _now;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_standby_that_catches_up_and_has_applied_all_it_has_received_is_behind()
    {
        Measure(newest: 0);
        Assert.Equal(0, Measure(newest: 0));

        // It was without its primary for an hour.
        Assert.Equal(3600, Measure(newest: 0, isConnected: false, seconds: 3600));

        // Nothing has arrived yet. Then it applies old transactions, and once only a part of one.
        Assert.Equal(3600.5, Measure(newest: 0));
        Assert.Equal(3002, Measure(newest: 600, replayed: 1));
        Assert.Equal(3002.5, Measure(newest: 600, replayed: 2));
        Assert.Equal(3, Measure(newest: 3600, replayed: 3));

        // The newest transaction is recent, and later none is missing.
        Assert.Equal(0, Measure(newest: 3603, replayed: 4));
        Assert.Equal(0, Measure(newest: 3603, replayed: 5, seconds: 2));
    }

    [Fact]
    public void A_standby_without_new_transactions_is_up_to_date_if_it_receives_nothing_while_connected()
    {
        _now = 1000;
        Assert.Equal(1000.5, Measure(newest: 0));
        Assert.Equal(0, Measure(newest: 0));
        Assert.Equal(0, Measure(newest: 0, replayed: 1));
    }

    [Fact]
    public void A_measurement_that_proves_wrong_does_not_shorten_the_lag()
    {
        Measure(newest: 0);
        Assert.Equal(0, Measure(newest: 0));
        _now += 60;
        Measure(newest: 0);
        Assert.Equal(0, Measure(newest: 0));

        // This transaction was older than the measurement before, which did not have it.
        Assert.Equal(42.5, Measure(newest: 20));
        Assert.Equal(43, Measure(newest: 20, isConnected: false));
    }

    [Fact]
    public void A_standby_with_changes_to_apply_is_behind_since_it_was_up_to_date()
    {
        Measure(newest: 0);
        Assert.Equal(0, Measure(newest: 0));
        Assert.Equal(0.5, Measure(newest: 0, bytes: 1));
        Assert.Equal(1, Measure(newest: 0, bytes: 2));
        Assert.Equal(0, Measure(newest: 2, replayed: 1));
    }

    [Fact]
    public async Task A_cursor_that_no_log_has_is_rejected_at_once_by_a_reader_over_a_primary()
    {
        await using var reading = NewsDatabase.At(database.ConnectionString, onlyReads: true);
        await using var lag = new StandbyLag(reading, TimeProvider.System, NullLogger<StandbyLag>.Instance);
        await lag.StartAsync(Token);
        var options = new WireOptions { StandbyWait = TimeSpan.FromHours(1) };
        await using var wire = new NewsWire(reading, options, TimeProvider.System, NullLogger<NewsWire>.Instance, lag);
        await wire.StartAsync(Token);
        var rejection = await wire.CheckCursorAsync(wire.Head with { Position = wire.Head.Position + 1 }, Token)
            .AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.IsType<WireRejection.Future>(rejection);
    }

    /// <summary>Measures, and returns the lag in seconds.</summary>
    /// <param name="newest">The time of the newest applied transaction, in seconds.</param>
    /// <param name="seconds">The time since the measurement before.</param>
    private double Measure(double newest, int replayed = 0, bool isConnected = true, long bytes = 0, double seconds = 0.5)
    {
        _now += seconds;
        var state = new StandbyState(
            true, isConnected, replayed.ToString(CultureInfo.InvariantCulture), bytes, Begin.AddSeconds(newest),
            TimeSpan.FromSeconds(_now - newest));
        _last = LagMeasurement.Create(state, (long)(_now * TimeProvider.System.TimestampFrequency), _last, TimeProvider.System);
        return _last.Lag.TotalSeconds;
    }
}
