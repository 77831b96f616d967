using System.Threading.Tasks.Sources;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The waits of one subscriber for its next event. When a segment with events arrives, <see cref="EventBuffer.Add"/> wakes the waiting
/// subscribers of the group through <see cref="WakeQueue"/>. One object serves all waits of its subscriber. Otherwise ten thousand
/// subscribers would allocate ten thousand objects for each event.
/// </summary>
internal abstract class SubscriberWait : IValueTaskSource<bool>, IThreadPoolWorkItem, IDisposable
{
    private CancellationTokenRegistration _cancelled;
    private ManualResetValueTaskSourceCore<bool> _result;
    private int _isWaiting;

    protected SubscriberWait() => Node = new LinkedListNode<SubscriberWait>(this);

    /// <summary>The node of this object in the list of <see cref="WakeQueue"/>. Only that class uses this property.</summary>
    public LinkedListNode<SubscriberWait> Node { get; }

    /// <summary>
    /// The number of this wait in its queue. <see cref="WakeQueue"/> numbers the waits in the order in which they arrive. Only that class
    /// uses this property.
    /// </summary>
    public long Turn { get; set; }

    /// <summary>A token that is cancelled when the subscriber leaves. Its cancellation ends a wait with an exception.</summary>
    protected CancellationToken Cancellation { get; set; }

    /// <summary>Begins to wait in a queue. <see cref="EventBuffer"/> calls this method before the wait can be woken.</summary>
    public void BeginWait()
    {
        Volatile.Write(ref _isWaiting, 1);
        if (Cancellation.IsCancellationRequested)
        {
            // The cancellation may have called Wake before this wait began.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>
    /// Ends the wait in the queue. Does nothing if the subscriber is not waiting. The thread that calls this method also runs the
    /// subscriber and its client until the next wait.
    /// </summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 0)
        {
            return;
        }

        if (Cancellation.IsCancellationRequested)
        {
            Fail(new OperationCanceledException(Cancellation));
        }
        else
        {
            Continue();
        }
    }

    public void Dispose() => _cancelled.Dispose();

    void IThreadPoolWorkItem.Execute() => Wake();

    bool IValueTaskSource<bool>.GetResult(short token) => _result.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    /// <summary>Called when a wait in the queue has ended. Must not throw. Completes the result, or waits in the queue again.</summary>
    protected abstract void Continue();

    /// <summary>Ends the waits when the subscriber leaves.</summary>
    protected void WakeWhenCancelled() => _cancelled = Cancellation.UnsafeRegister(
        // Not null: the state is this object.
        static self => ThreadPool.UnsafeQueueUserWorkItem((SubscriberWait)self!, preferLocal: false), this);

    /// <summary>Prepares the next result. The one before must have been awaited.</summary>
    protected void PrepareResult() => _result.Reset();

    /// <summary>Returns the result, which <see cref="Complete"/> or <see cref="Fail"/> sets. It may be awaited once.</summary>
    protected ValueTask<bool> WaitForResultAsync() => new(this, _result.Version);

    protected void Complete() => _result.SetResult(true);

    protected void Fail(Exception failure) => _result.SetException(failure);
}
