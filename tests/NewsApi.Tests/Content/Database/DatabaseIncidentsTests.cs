using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using NewsApi.Tests.Support;
using NewsApi.Tests.Transport;
using Xunit;

namespace NewsApi.Tests.Content.Database;

public sealed class DatabaseIncidentsTests
{
    private static readonly DatabaseFailure Gone = new(DatabaseFailureKind.Unreachable, "connection refused");
    private static readonly DatabaseFailure Overloaded = new(DatabaseFailureKind.Overloaded, "too many clients");

    [Fact]
    public async Task A_thousand_failures_of_a_kind_are_one_line_at_their_begin_and_one_with_their_count_at_their_end()
    {
        using var lines = new LogLines();
        var responds = false;
        await using var incidents = new DatabaseIncidents(
            _ => responds ? Task.CompletedTask : Task.FromException(new TimeoutException()), TimeProvider.System)
        { Logger = lines };

        for (var i = 0; i < 1000; i++)
        {
            incidents.Record(Gone, "articles", isOperation: true);
            incidents.Record(Gone, "reading the wire", isOperation: false);
        }

        incidents.Record(Overloaded, "createArticle", isOperation: true);
        Assert.Equal(2, lines.All.Count);
        Assert.All(lines.All, line => Assert.Null(line.Exception));
        Assert.Contains("connection refused", lines.All[0].Message, StringComparison.Ordinal);
        Assert.Contains("articles", lines.All[0].Message, StringComparison.Ordinal);
        Assert.Equal([DatabaseFailureKind.Unreachable, DatabaseFailureKind.Overloaded], incidents.Open);

        responds = true;
        await Poll.UntilAsync(() => incidents.Open.Count == 0);
        Assert.Equal(4, lines.All.Count);
        Assert.Contains(lines.All, line => line.Message.Contains("1000 operations failed", StringComparison.Ordinal));
        Assert.Equal(1001, incidents.FailedOperations);

        // The next failure is another incident.
        incidents.Record(Gone, "articles", isOperation: true);
        Assert.Equal((5, LogLevel.Error), (lines.All.Count, lines.All[^1].Level));
        await Poll.UntilAsync(() => incidents.Open.Count == 0);
    }

    [Theory]
    [InlineData(DatabaseFailureKind.Full)]
    [InlineData(DatabaseFailureKind.ReadOnly)]
    [InlineData(DatabaseFailureKind.Rejected)]
    [InlineData(DatabaseFailureKind.Damaged)]
    public async Task An_incident_that_only_some_operations_meet_ends_after_five_quiet_minutes(DatabaseFailureKind kind)
    {
        using var lines = new LogLines();
        var (clock, probes) = (new FastClock(), 0);
        await using var incidents = new DatabaseIncidents(
            _ =>
            {
                Interlocked.Increment(ref probes);
                return Task.CompletedTask;
            },
            clock)
        { Logger = lines };

        // Every four minutes one write, which fails. PostgreSQL responds to the probes meanwhile.
        for (var i = 0; i < 3; i++)
        {
            incidents.Record(new(kind, "a reason"), "createArticle", isOperation: true);
            clock.Pass(TimeSpan.FromMinutes(4));
            var before = Volatile.Read(ref probes);
            await Poll.UntilAsync(() => Volatile.Read(ref probes) > before + 1);
        }

        Assert.Equal([kind], incidents.Open);
        Assert.Single(lines.All);
        clock.Pass(TimeSpan.FromMinutes(1));
        await Poll.UntilAsync(() => incidents.Open.Count == 0);
        Assert.Equal(2, lines.All.Count);
        Assert.Contains("3 operations failed", lines.All[1].Message, StringComparison.Ordinal);
        Assert.Contains("lasted 480", lines.All[1].Message, StringComparison.Ordinal);
    }

    /// <summary>Its timestamps stand still until a test lets time pass, and its timers take a hundredth of their time.</summary>
    private sealed class FastClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 100, period);
    }
}
