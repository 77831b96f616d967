namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The members of a group that have all there is. They are woken a few at a time, behind whatever else the process has to do: all at once,
/// ten thousand would each hold a buffer with the event before the first has sent it, and the process would keep that memory.
/// </summary>
internal sealed class WakeQueue : IThreadPoolWorkItem
{
    /// <summary>How many are woken before others come to their turn: enough that the queueing costs nothing.</summary>
    private const int AtOnce = 64;

    // The others send meanwhile: a member is woken sooner than its event is sent, and what is not sent yet lies in buffers.
    private static readonly int MostWorkers = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly Lock _lock = new();

    // In the order in which they came, so those that are to be woken are the first.
    private readonly LinkedList<SubscriberWakeup> _waiting = [];
    private long _lastTurn;
    private long _wakeUpTo;
    private int _workers;

    /// <summary>The member has listened to its bell.</summary>
    public void Add(SubscriberWakeup bell)
    {
        lock (_lock)
        {
            bell.Turn = ++_lastTurn;
            _waiting.AddLast(bell.Place);
        }
    }

    public void Remove(SubscriberWakeup bell)
    {
        lock (_lock)
        {
            if (bell.Place.List is not null)
            {
                _waiting.Remove(bell.Place);
            }
        }
    }

    /// <summary>Wakes all who wait now; returns before they are awake.</summary>
    public void Wake()
    {
        int more;
        lock (_lock)
        {
            _wakeUpTo = _lastTurn;
            more = Math.Min(MostWorkers, (_waiting.Count + AtOnce - 1) / AtOnce) - _workers;
            _workers += Math.Max(0, more);
        }

        for (; more > 0; more--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        var few = new SubscriberWakeup?[AtOnce];
        lock (_lock)
        {
            for (var i = 0; i < few.Length && _waiting.First is { } first && first.Value.Turn <= _wakeUpTo; i++)
            {
                few[i] = first.Value;
                _waiting.RemoveFirst();
            }
        }

        foreach (var bell in few)
        {
            bell?.Ring();
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
