namespace NewsApi.Benchmarks.Live;

/// <summary>How many events have arrived at all listeners together, and the first thing that went wrong.</summary>
internal sealed class Counters
{
    private long _count;
    private long _target = long.MaxValue;
    private string? _failure;
    private TaskCompletionSource _reached = new();

    public long Arrived => Interlocked.Read(ref _count);

    public string? Failure => Volatile.Read(ref _failure);

    public void Count()
    {
        if (Interlocked.Increment(ref _count) >= Volatile.Read(ref _target))
        {
            _reached.TrySetResult();
        }
    }

    public void Fail(string what)
    {
        Interlocked.CompareExchange(ref _failure, what, null);
        _reached.TrySetResult();
    }

    public void Clear()
    {
        Interlocked.Exchange(ref _count, 0);
        Volatile.Write(ref _target, long.MaxValue);
    }

    /// <summary>Returns when so many have arrived, something has failed, or the time is over.</summary>
    public async Task WaitAsync(long target, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(patience);
        try
        {
            while (true)
            {
                // The signal is set before the target, so that a counter that sees the target also sees its signal. One that still
                // holds the target before it may give that signal too early, so it is only a reason to look.
                _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref _target, target);
                if (Arrived >= target || Failure is not null)
                {
                    return;
                }

                await _reached.Task.WaitAsync(over.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Who asked sees it by the count.
        }
    }
}
