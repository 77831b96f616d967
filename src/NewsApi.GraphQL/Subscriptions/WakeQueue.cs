namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The subscribers of a group that wait for the next event. <see cref="EventBuffer.Add"/> calls <see cref="Wake"/>, which wakes a few
/// subscribers at a time and lets other work of the process run between them. If ten thousand subscribers with TLS, HTTP/2 or a WebSocket
/// woke at once, each of them would hold a buffer with the event before the first of them has sent it. The process would then keep the
/// memory of all these buffers.
/// </summary>
internal sealed class WakeQueue : IThreadPoolWorkItem
{
    /// <summary>
    /// The number of subscribers that one work item of the thread pool wakes. This number is large enough to make the cost of queueing the
    /// work item negligible.
    /// </summary>
    private const int BatchSize = 64;

    // A woken event stream sends on the thread that woke it.
    private static readonly int MaxWorkers = Environment.ProcessorCount;

    private readonly Lock _lock = new();

    // The waits are in the order of arrival, so the next waits to end are at the beginning.
    private readonly LinkedList<SubscriberWait> _waiting = [];
    private long _lastTurn;
    private long _wakeUpTo;
    private int _workers;

    /// <summary>Adds a wait that has started.</summary>
    public void Add(SubscriberWait wait)
    {
        lock (_lock)
        {
            wait.Turn = ++_lastTurn;
            _waiting.AddLast(wait.Node);
        }
    }

    public void Remove(SubscriberWait wait)
    {
        lock (_lock)
        {
            if (wait.Node.List is not null)
            {
                _waiting.Remove(wait.Node);
            }
        }
    }

    /// <summary>Wakes all subscribers that are waiting at the time of the call. Returns before they run.</summary>
    public void Wake()
    {
        int workers;
        lock (_lock)
        {
            _wakeUpTo = _lastTurn;
            workers = Math.Min(MaxWorkers, (_waiting.Count + BatchSize - 1) / BatchSize) - _workers;
            _workers += Math.Max(0, workers);
        }

        for (; workers > 0; workers--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        var batch = new SubscriberWait?[BatchSize];
        lock (_lock)
        {
            for (var i = 0; i < batch.Length && _waiting.First is { } first && first.Value.Turn <= _wakeUpTo; i++)
            {
                batch[i] = first.Value;
                _waiting.RemoveFirst();
            }
        }

        foreach (var wait in batch)
        {
            wait?.Wake();
        }

        lock (_lock)
        {
            if (_waiting.First is not { } next || next.Value.Turn > _wakeUpTo)
            {
                _workers--;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
