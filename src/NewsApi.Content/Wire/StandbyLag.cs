using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>
/// Measures how far the standby of this process is behind its primary. A standby cannot know what it has not received, so the lag is the
/// longest time for which it may lack changes: since it last had all of them, or since its newest transaction, whichever is shorter. A
/// process that writes has no lag.
/// </summary>
public sealed class StandbyLag(NewsDatabase database, TimeProvider time, ILogger<StandbyLag> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>A measurement that is older is not the present state: the server does not respond.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private volatile Measurement? _latest;
    private RetryingLoop? _measuring;

    /// <summary>The longest time for which answers of this process may lack changes.</summary>
    public TimeSpan Time
    {
        get
        {
            if (_latest is not { } latest)
            {
                return TimeSpan.Zero;
            }

            var since = time.GetElapsedTime(latest.At);
            return since < Freshness ? latest.Lag : latest.Lag + since;
        }
    }

    /// <summary>The part of PostgreSQL's log that the standby has received and not yet applied, in bytes.</summary>
    public long Bytes => _latest?.State.BytesBehind ?? 0;

    /// <summary>Measures now, and then twice a second. Does nothing in a process that writes.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.OnlyReads && _measuring is null)
        {
            await MeasureAsync(cancellationToken);
            _measuring = new RetryingLoop("measuring the lag of the standby", MeasureAndWaitAsync, time, logger, database.Incidents);
        }
    }

    public ValueTask DisposeAsync() => _measuring?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task MeasureAndWaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Interval, time, cancellationToken);
        await MeasureAsync(cancellationToken);
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        // The clock comes before the statement: what the primary commits meanwhile does not count as there.
        var at = time.GetTimestamp();
        var state = await StandbyState.ReadAsync(database, cancellationToken);
        var upToDate = state.IsUpToDate ? at : _latest?.UpToDateAt;
        _latest = new Measurement(state, at, upToDate, state.IsUpToDate ? TimeSpan.Zero : Shorter(upToDate, state.Age));
    }

    private TimeSpan Shorter(long? upToDateAt, TimeSpan? age)
    {
        var since = upToDateAt is { } then ? time.GetElapsedTime(then) : TimeSpan.MaxValue;
        return age < since ? age.Value : since < TimeSpan.MaxValue ? since : TimeSpan.FromDays(1);
    }

    /// <param name="At">The timestamp of the measurement.</param>
    /// <param name="UpToDateAt">The timestamp of the last measurement at which the standby had all changes; null if there was none.</param>
    private sealed record Measurement(StandbyState State, long At, long? UpToDateAt, TimeSpan Lag);
}
