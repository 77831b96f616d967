namespace NewsApi.Following;

/// <summary>Cancels after a time, which can be paused and begun anew.</summary>
internal sealed class TimeLimit(TimeSpan longest, TimeProvider time) : IDisposable
{
    private readonly TimeSpan _longest = longest;
    private readonly CancellationTokenSource _source = new(longest, time);
    private TimeSpan _left = longest;
    private long _since = time.GetTimestamp();

    public CancellationToken Token => _source.Token;

    /// <summary>Begins the time anew.</summary>
    public void Restart()
    {
        _left = _longest;
        Resume();
    }

    /// <summary>Stops the time.</summary>
    public void Pause()
    {
        _left -= time.GetElapsedTime(_since);
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Continues with the time that was left at <see cref="Pause"/>.</summary>
    public void Resume()
    {
        _since = time.GetTimestamp();
        _source.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
    }

    public void Dispose() => _source.Dispose();
}
