using System.Threading.Tasks.Sources;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The wait of one subscriber for the next event. When a segment with events arrives, <see cref="EventBuffer.Add"/> ends the waits of the
/// group through <see cref="WakeQueue"/>, which calls <see cref="Wake"/> on each wait. One object serves all waits of its subscriber.
/// Otherwise ten thousand subscribers would allocate ten thousand objects for each event. The thread that calls <see cref="Wake"/> also
/// runs the subscriber until its next wait.
/// </summary>
internal sealed class SubscriberWait : IValueTaskSource, IThreadPoolWorkItem, IDisposable
{
    private readonly CancellationTokenRegistration _cancellation;
    private ManualResetValueTaskSourceCore<bool> _signal;
    private int _awaited;

    /// <param name="cancellationToken">Its cancellation also ends a wait. So the subscriber must check the token after every wait.</param>
    public SubscriberWait(CancellationToken cancellationToken)
    {
        Node = new LinkedListNode<SubscriberWait>(this);
        _cancellation = cancellationToken.UnsafeRegister(
            // Not null: the state is this object.
            static self => ThreadPool.UnsafeQueueUserWorkItem((SubscriberWait)self!, preferLocal: false), this);
        Cancellation = cancellationToken;
    }

    /// <summary>A token that is cancelled when the subscriber leaves.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The node of this object in the list of <see cref="WakeQueue"/>. Only that class uses this property.</summary>
    public LinkedListNode<SubscriberWait> Node { get; }

    /// <summary>
    /// The number of this wait in its queue. <see cref="WakeQueue"/> numbers the waits in the order in which they arrive. Only that class
    /// uses this property.
    /// </summary>
    public long Turn { get; set; }

    /// <summary>Starts a wait, which the next <see cref="Wake"/> ends. The caller must await the result before the next call.</summary>
    public ValueTask Start()
    {
        _signal.Reset();
        var ended = new ValueTask(this, _signal.Version);
        Volatile.Write(ref _awaited, 1);
        if (Cancellation.IsCancellationRequested)
        {
            // The cancellation may have called Wake before this wait began.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return ended;
    }

    /// <summary>Ends the current wait. Does nothing if the subscriber is not waiting.</summary>
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
