using System.Threading.Tasks.Sources;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Wakes one subscriber. One object serves all of its waits, because ten thousand subscribers wait for one event and again for the next.
/// The thread that calls <see cref="Wake"/> runs the subscriber until it waits again.
/// </summary>
internal sealed class SubscriberWakeup : IValueTaskSource, IThreadPoolWorkItem, IDisposable
{
    private readonly CancellationTokenRegistration _cancellation;
    private ManualResetValueTaskSourceCore<bool> _signal;
    private int _awaited;

    /// <param name="cancellationToken">It ends a wait too, so the subscriber must check the token after every wait.</param>
    public SubscriberWakeup(CancellationToken cancellationToken)
    {
        Node = new LinkedListNode<SubscriberWakeup>(this);
        _cancellation = cancellationToken.UnsafeRegister(
            // The state is this object.
            static self => ThreadPool.UnsafeQueueUserWorkItem((SubscriberWakeup)self!, preferLocal: false), this);
        Cancellation = cancellationToken;
    }

    /// <summary>Cancelled when the subscriber leaves.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Its node in the list of <see cref="WakeQueue"/>, which alone uses it.</summary>
    public LinkedListNode<SubscriberWakeup> Node { get; }

    /// <summary>The number of its current wait in <see cref="WakeQueue"/>, which alone uses it.</summary>
    public long Turn { get; set; }

    /// <summary>Starts a wait, which the next <see cref="Wake"/> ends. The caller must await it before it starts another.</summary>
    public ValueTask StartWait()
    {
        _signal.Reset();
        var wait = new ValueTask(this, _signal.Version);
        Volatile.Write(ref _awaited, 1);
        if (Cancellation.IsCancellationRequested)
        {
            // The cancellation may have called Wake before this wait began.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return wait;
    }

    /// <summary>Ends the current wait; does nothing where there is none.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _awaited, 0) == 1)
        {
            _signal.SetResult(true);
        }
    }

    public void Dispose() => _cancellation.Dispose();

    void IThreadPoolWorkItem.Execute() => Wake();

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);
}
