namespace NewsApi.Content.Wire;

/// <summary>
/// One signal for any number of waiters: each takes the next beat first, then looks, then waits for it, so that what happens
/// between looking and waiting is not missed. A waiter costs neither a timer nor work of its own.
/// </summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource _next = Make();

    /// <summary>Completes at the next beat.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Make()).SetResult();

    // Not on the thread that beats: it has the log to read.
    private static TaskCompletionSource Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
