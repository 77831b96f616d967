using Microsoft.Extensions.Logging;

namespace NewsApi.Content.Wire;

/// <summary>
/// Does one thing again and again until it is disposed of. No failure ends it: it is told once, the loop waits a little longer
/// each time, and says when it goes on.
/// </summary>
internal sealed class RetryingLoop : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    // No longer than the look that every part of the wire takes once a second anyway.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly Func<CancellationToken, Task> _step;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="name">What it does, for the log: "reading the wire".</param>
    /// <param name="step">Waits for what there is to do and does it.</param>
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
                    _logger.LogInformation("Goes on {Doing}, after {Failures} failures", _name, failures);
                    failures = 0;
                }
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // Whatever it was in the middle of, it was told to stop.
            }
            catch (Exception e)
            {
                // A throw would end the loop, and with it every subscriber's stream or every embargo, until somebody restarts the process.
                _logger.Log(failures == 0 ? LogLevel.Error : LogLevel.Debug, e, "Failed at {Doing}; tries again", _name);
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
            // The loop looks itself whether it is to stop.
        }
    }
}
