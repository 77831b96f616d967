using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NewsApi.Content.Database;

/// <summary>
/// Logs the failures of PostgreSQL: one line when an incident begins, and one line with the number of failures when it ends. Without this,
/// a minute without PostgreSQL would fill the log with the same line for each request. An incident has one kind of failure.
/// </summary>
/// <param name="probe">Succeeds if PostgreSQL responds. It is called only during an incident.</param>
public sealed class DatabaseIncidents(Func<CancellationToken, Task> probe, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    /// <summary>An incident ends if PostgreSQL responds, and no failure occurred for this time.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The same for a failure that only some operations meet: that PostgreSQL responds then does not show that the failure is over. With
    /// the shorter time, a write every few seconds to a full disk would be an incident of its own each time.
    /// </summary>
    private static readonly TimeSpan LongQuietTime = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<DatabaseFailureKind, Incident> _open = [];
    private Task _watching = Task.CompletedTask;
    private long _failedOperations;

    /// <summary>The log. It is set at the start of the service.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>The number of operations of clients that failed since the start of the process.</summary>
    public long FailedOperations => Interlocked.Read(ref _failedOperations);

    /// <summary>The kinds of failures whose incident has not ended.</summary>
    public IReadOnlyList<DatabaseFailureKind> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Keys];
            }
        }
    }

    /// <summary>Counts a failure. Logs it if it begins an incident.</summary>
    /// <param name="place">The field, verb or loop that failed, for the log.</param>
    /// <param name="isOperation">
    /// True for an operation of a client. False for a loop of the service, and for another attempt of an operation that was counted.
    /// </param>
    public void Record(DatabaseFailure failure, string place, bool isOperation)
    {
        if (isOperation)
        {
            Interlocked.Increment(ref _failedOperations);
        }

        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (_open.TryGetValue(failure.Kind, out var incident))
            {
                incident.Last = now;
                incident.Operations += isOperation ? 1 : 0;
                return;
            }

            _open[failure.Kind] = new Incident { Begin = now, Last = now, Operations = isOperation ? 1 : 0 };
            if (_watching.IsCompleted)
            {
                _watching = Task.Run(WatchAsync);
            }
        }

        Logger.LogError(
            "{Failure} (first seen in: {Place}). {Remedy} Further failures are counted until this ends.", failure.Description, place,
            failure.Remedy);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            do
            {
                await Task.Delay(ProbeInterval, time, _stop.Token);
            }
            while (!await RespondsAsync() || !EndQuiet());
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task<bool> RespondsAsync()
    {
        try
        {
            await probe(_stop.Token);
            return true;
        }
        catch (Exception) when (!_stop.IsCancellationRequested)
        {
            // Any failure of the probe means that the incident lasts. Thrown here, it would end the watch.
            return false;
        }
    }

    /// <summary>Ends the incidents without a recent failure. Returns true if no incident is left, so that the watch ends.</summary>
    private bool EndQuiet()
    {
        lock (_lock)
        {
            foreach (var (kind, incident) in _open.Where(o => time.GetElapsedTime(o.Value.Last) >= GetQuietTime(o.Key)).ToList())
            {
                _open.Remove(kind);
                LogEnd(kind, incident);
            }

            // Under the lock, so that the next failure starts another watch.
            if (_open.Count > 0)
            {
                return false;
            }

            _watching = Task.CompletedTask;
            return true;
        }
    }

    private static TimeSpan GetQuietTime(DatabaseFailureKind kind) => IsMetBySome(kind) ? LongQuietTime : QuietTime;

    private static bool IsMetBySome(DatabaseFailureKind kind) =>
        kind is DatabaseFailureKind.Full or DatabaseFailureKind.ReadOnly or DatabaseFailureKind.Rejected or DatabaseFailureKind.Damaged
            or DatabaseFailureKind.Conflict;

    private void LogEnd(DatabaseFailureKind kind, Incident incident)
    {
        var seconds = time.GetElapsedTime(incident.Begin, incident.Last).TotalSeconds;
        if (IsMetBySome(kind))
        {
            Logger.LogWarning(
                "No operation has met this failure of the database for {Minutes} minutes ({Kind}); it lasted {Seconds:0.0} seconds, and "
                + "{Count} operations failed meanwhile",
                LongQuietTime.TotalMinutes, kind, seconds, incident.Operations);
            return;
        }

        Logger.LogWarning(
            "The database works again after {Seconds:0.0} seconds ({Kind}); {Count} operations failed meanwhile", seconds, kind,
            incident.Operations);
    }

    private sealed class Incident
    {
        public long Begin { get; init; }

        public long Last { get; set; }

        public long Operations { get; set; }
    }
}
