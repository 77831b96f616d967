using Microsoft.Extensions.Logging;

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
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="name">For log messages, such as "reading the wire".</param>
    /// <param name="step">Waits for work and does it.</param>
    public RetryingLoop(string name, Func<CancellationToken, Task> step, TimeProvider time, ILogger logger)
    {
        (_name, _step, _time, _logger) = (name, step, time, logger);
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
        for (var failures = 0; !_stop.IsCancellationRequested;)
        {
            try
            {
                await _step(_stop.Token);
                if (failures > 0)
                {
                    _logger.LogInformation("Recovered after {Failures} failures: {Activity}", failures, _name);
                    failures = 0;
                }
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // The loop is being stopped, so the failure does not matter.
            }
            catch (Exception e)
            {
                // If the loop ended here, subscribers would get no changes, or due articles would not be logged. Only a restart of the
                // process would help.
                _logger.Log(failures == 0 ? LogLevel.Error : LogLevel.Debug, e, "Failed and retrying: {Activity}", _name);
                await PauseAsync(failures++);
            }
        }
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
