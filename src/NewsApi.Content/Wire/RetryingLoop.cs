using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>
/// Repeats one step until the loop is disposed of. A failure does not end the loop. The first failure of a series is logged as an error.
/// The loop pauses after each failure. In a series of failures, the pause grows from 50 milliseconds to one second. The first success after
/// the series is logged.
/// </summary>
public sealed class RetryingLoop : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    // A pause is at most as long as the interval at which the log is polled.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly Func<CancellationToken, Task> _step;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DatabaseIncidents? _incidents;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="name">For log messages, such as "reading the wire".</param>
    /// <param name="step">Waits for work and does it.</param>
    /// <param name="incidents">Logs the failures of PostgreSQL for all loops together; null to log them for this loop alone.</param>
    public RetryingLoop(
        string name, Func<CancellationToken, Task> step, TimeProvider time, ILogger logger, DatabaseIncidents? incidents = null)
    {
        (_name, _step, _time, _logger, _incidents) = (name, step, time, logger, incidents);
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var logged = false;
        for (var failures = 0; !_stop.IsCancellationRequested;)
        {
            try
            {
                await _step(_stop.Token);
                if (logged)
                {
                    _logger.LogInformation("Recovered after {Failures} failures: {Activity}", failures, _name);
                }

                (failures, logged) = (0, false);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // The loop is being stopped, so the failure does not matter.
            }
            catch (Exception e)
            {
                // If the loop ended here, subscribers would get no changes, or due articles would not be logged. Only a restart of the
                // process would help.
                logged = Log(e, logged);
                await PauseAsync(failures++);
            }
        }
    }

    /// <summary>
    /// Logs a failure, unless the series of failures is logged already. A failure of PostgreSQL is an incident of all loops and requests.
    /// </summary>
    /// <returns>True if this loop has logged a failure of the series.</returns>
    private bool Log(Exception failure, bool logged)
    {
        if (_incidents is not null && DatabaseFailure.Find(failure) is { } outage)
        {
            _incidents.Record(outage, _name, isOperation: false);
            return logged;
        }

        _logger.Log(logged ? LogLevel.Debug : LogLevel.Error, failure, "Failed and retrying: {Activity}", _name);
        return true;
    }

    private async Task PauseAsync(int failures)
    {
        var pause = ShortestPause * Math.Pow(2, Math.Min(failures, 10));
        try
        {
            await Task.Delay(pause < LongestPause ? pause : LongestPause, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop is being stopped. The condition of the loop ends it.
        }
    }
}
