using System.Threading.Tasks.Sources;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Wakes one member. It serves for all of its waits, because ten thousand members wait for one event, and again for the next; whoever
/// rings it runs the member until that waits again.
/// </summary>
internal sealed class SubscriberWakeup : IValueTaskSource, IThreadPoolWorkItem, IDisposable
{
    private readonly CancellationTokenRegistration _over;
    private ManualResetValueTaskSourceCore<bool> _rung;
    private int _awaited;

    /// <param name="over">Rings it too, so its member looks at the token after every wait.</param>
    public SubscriberWakeup(CancellationToken over)
    {
        Place = new LinkedListNode<SubscriberWakeup>(this);
        _over = over.UnsafeRegister(static bell => ThreadPool.UnsafeQueueUserWorkItem((SubscriberWakeup)bell!, preferLocal: false), this);
        Over = over;
    }

    /// <summary>When it stops being of use.</summary>
    public CancellationToken Over { get; }

    /// <summary>Where it waits among others; theirs to use.</summary>
    public LinkedListNode<SubscriberWakeup> Place { get; }

    /// <summary>Which of all waits among those others it is; theirs to use.</summary>
    public long Turn { get; set; }

    /// <summary>Begins a wait, which is over when it is rung. One at a time, and each is to be awaited.</summary>
    public ValueTask Listen()
    {
        _rung.Reset();
        var wait = new ValueTask(this, _rung.Version);
        Volatile.Write(ref _awaited, 1);
        if (Over.IsCancellationRequested)
        {
            // Its ringing may have come before this wait.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return wait;
    }

    /// <summary>Does nothing where nobody waits.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _awaited, 0) == 1)
        {
            _rung.SetResult(true);
        }
    }

    public void Dispose() => _over.Dispose();

    void IThreadPoolWorkItem.Execute() => Ring();

    void IValueTaskSource.GetResult(short token) => _rung.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _rung.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _rung.OnCompleted(continuation, state, token, flags);
}
