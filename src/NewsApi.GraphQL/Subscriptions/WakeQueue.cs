namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The subscribers of a group that wait for the next event. They are woken a few at a time, behind other work of the process: all at once,
/// ten thousand subscribers would each hold a buffer with the event before the first has sent it, and the process would keep that memory.
/// </summary>
internal sealed class WakeQueue : IThreadPoolWorkItem
{
    /// <summary>The number of subscribers that one work item wakes: enough to make the cost of queueing negligible.</summary>
    private const int BatchSize = 64;

    // The other threads send meanwhile: waking is faster than sending, and events that are not sent yet take buffers.
    private static readonly int MaxWorkers = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly Lock _lock = new();

    // In the order of arrival, so that those to wake come first.
    private readonly LinkedList<SubscriberWait> _waiting = [];
    private long _lastTurn;
    private long _wakeUpTo;
    private int _workers;

    /// <summary>Adds a subscriber that has started a wait.</summary>
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

    /// <summary>Wakes all subscribers that wait now; returns before they run.</summary>
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
