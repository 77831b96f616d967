using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The latest events of a group: all events after the position <c>_from</c>, up to and including <see cref="To"/>. Subscribers read them
/// from the buffer. Older events are rendered again from the log.
/// </summary>
internal sealed class EventBuffer(long begin, BufferBudget budget, TimeProvider clock)
{
    /// <summary>The largest number of buffered events. Only a subscriber that stops reading for a while lags by more events.</summary>
    private const int MaxEvents = 512;

    private readonly Lock _lock = new();
    private readonly List<RenderedEvent> _events = [];
    private readonly WakeQueue _waiters = new();
    private long _from = begin;
    private long _to = begin;
    private StreamEvent? _end;
    private long _lastWoken = clock.GetTimestamp();

    /// <summary>The result of one read by a subscriber: the next event, or no event.</summary>
    /// <param name="Position">The new position of the subscriber: that of the event, or the end of the buffer without an event.</param>
    /// <param name="Event">The next event; null if no event follows yet.</param>
    /// <param name="IsEnd">True if the event ends the stream.</param>
    public readonly record struct Next(long Position, StreamEvent? Event, bool IsEnd);

    /// <summary>The position up to which the log was read.</summary>
    public long To
    {
        get
        {
            lock (_lock)
            {
                return _to;
            }
        }
    }

    /// <summary>True if the buffer has an event that ends all streams.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock)
            {
                return _end is not null;
            }
        }
    }

    /// <summary>Returns true if events after the position may have been dropped from the buffer.</summary>
    public bool IsBehind(long position)
    {
        lock (_lock)
        {
            return position < _from;
        }
    }

    /// <summary>
    /// Finds the first event after a position. A subscriber must call this only when its client is ready to receive an event. Otherwise the
    /// subscriber would hold the event until its client is ready, and would then send the event even if the article was withdrawn
    /// meanwhile.
    /// </summary>
    public Next FindAfter(long position)
    {
        lock (_lock)
        {
            var (low, high) = (0, _events.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _events[middle].Position > position ? (low, middle) : (middle + 1, high);
            }

            return low < _events.Count ? new(_events[low].Position, _events[low].Event, false)
                : new(Math.Max(position, _to), _end, _end is not null);
        }
    }

    /// <summary>
    /// Lets a subscriber wait until the log was read beyond the position. Returns false, and does not let it wait, if it was read further
    /// already.
    /// </summary>
    public bool TryWaitAfter(long position, SubscriberWait wait)
    {
        lock (_lock)
        {
            if (_to > position || _end is not null)
            {
                return false;
            }

            wait.BeginWait();
            _waiters.Add(wait);
            return true;
        }
    }

    /// <summary>Removes the wait of a subscriber that has left.</summary>
    public void Remove(SubscriberWait wait) => _waiters.Remove(wait);

    /// <summary>
    /// Adds the next segment. Drops the events that show an article withdrawn in the segment, and the oldest events if a limit is exceeded.
    /// Wakes the subscribers if the segment has events or ends the stream. Also wakes them if the time since the last wake is at least
    /// <paramref name="longest"/>.
    /// </summary>
    /// <param name="longest">The longest time without a wake while the log has changes, but no event for this group.</param>
    public void Add(RenderedSegment segment, TimeSpan longest)
    {
        var wake = false;
        lock (_lock)
        {
            // Only events that show the article are dropped. An earlier event LEFT of the article must still be sent.
            RemoveAll(e => e.ShowsArticle && segment.Withdrawn.Contains(e.ArticleId));
            _events.AddRange(segment.Events);
            budget.Add(segment.Bytes);
            (_to, _end) = (segment.To, segment.End);
            while (_events.Count > MaxEvents || (_events.Count > 1 && budget.IsExceeded))
            {
                _from = _events[0].Position;
                var oldest = _from;
                RemoveAll(e => e.Position == oldest);
            }

            if (segment.Events.Count > 0 || _end is not null || clock.GetElapsedTime(_lastWoken) >= longest)
            {
                (wake, _lastWoken) = (true, clock.GetTimestamp());
            }
        }

        if (wake)
        {
            _waiters.Wake();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            RemoveAll(_ => true);
        }
    }

    private void RemoveAll(Predicate<RenderedEvent> which)
    {
        budget.Add(-_events.Where(e => which(e)).Sum(e => e.Bytes));
        _events.RemoveAll(which);
    }
}
