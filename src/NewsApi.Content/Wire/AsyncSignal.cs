namespace NewsApi.Content.Wire;

/// <summary>
/// A signal that any number of tasks can await. First take <see cref="Next"/>, then check the condition, then await the task. In this
/// order, a signal between the check and the wait is not lost. A waiting task costs neither a timer nor a thread.
/// </summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource _next = MakeSource();

    /// <summary>A task that completes when the signal is raised the next time.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, MakeSource()).SetResult();

    // Continuations run on the thread pool, because the thread that raises the signal must continue to read the log.
    private static TaskCompletionSource MakeSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
