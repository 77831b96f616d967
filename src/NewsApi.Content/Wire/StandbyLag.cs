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

    private readonly AsyncSignal _measured = new();
    private volatile LagMeasurement? _latest;
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
            return since < LagMeasurement.Freshness ? latest.Lag : latest.Lag + since;
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

    /// <summary>
    /// Returns when the server has every change that was committed before this call: at once if it is a primary, or else when a later
    /// measurement shows it.
    /// </summary>
    internal async Task WaitUntilUpToDateAsync(CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var measured = _measured.Next;

            // A change that was committed just now may be on its way to the standby. The interval gives it time to arrive.
            if (_latest is { State.IsStandby: false }
                || (_latest is { IsUpToDate: true } latest && time.GetElapsedTime(begin, latest.At) >= Interval))
            {
                return;
            }

            await measured.WaitAsync(cancellationToken);
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
        _latest = LagMeasurement.Create(state, at, _latest, time);
        _measured.Raise();
    }
}
