using NewsApi.Transport;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The latest events of a group: all of those at positions after <c>from</c>, up to <see cref="To"/>. Its members look here;
/// what is no longer here stands in the log.
/// </summary>
internal sealed class EventBuffer(long begin, BufferBudget allGroups, TimeProvider clock)
{
    /// <summary>How many are kept at most: a member that reads at all is closer than that.</summary>
    private const int Most = 512;

    private readonly Lock _lock = new();
    private readonly List<RenderedEvent> _events = [];
    private readonly WakeQueue _waiting = new();
    private long _from = begin;
    private long _to = begin;
    private StreamEvent? _end;
    private long _lastWoken = clock.GetTimestamp();

    /// <summary>What a member finds after its position.</summary>
    /// <param name="Position">Where it stands now: at the event, or where there is none at the end of what is kept.</param>
    /// <param name="IsEnd">True where the event ends the stream.</param>
    public readonly record struct Next(long Position, StreamEvent? Event, bool IsEnd);

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

    /// <summary>True where not everything after the position is here.</summary>
    public bool IsBehind(long position)
    {
        lock (_lock)
        {
            return position < _from;
        }
    }

    /// <summary>
    /// The first event after a position. One at a time, and looked up when the member is ready to write it: so nothing that is taken away
    /// in the meantime lies in anybody's hands.
    /// </summary>
    public Next After(long position)
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

    /// <summary>Done once there may be more after a position at which there was nothing, or when the bell's time is over.</summary>
    public ValueTask MoreAfterAsync(long position, SubscriberWakeup bell)
    {
        lock (_lock)
        {
            if (_to > position || _end is not null)
            {
                return ValueTask.CompletedTask;
            }

            var rung = bell.Listen();
            _waiting.Add(bell);
            return rung;
        }
    }

    /// <summary>The member has gone.</summary>
    public void Leave(SubscriberWakeup bell) => _waiting.Remove(bell);

    /// <summary>Takes the next stretch in, drops what is too much, and wakes the members where there is something for them.</summary>
    /// <param name="longest">How long members may sleep while the log goes on without them.</param>
    public void Add(RenderedSegment stretch, TimeSpan longest)
    {
        var wake = false;
        lock (_lock)
        {
            // Only what shows it: that it left this list before, for another reason, is still to be told.
            Remove(e => e.ShowsArticle && stretch.TakenAway.Contains(e.ArticleId));
            _events.AddRange(stretch.Events);
            allGroups.Add(stretch.Bytes);
            (_to, _end) = (stretch.To, stretch.End);
            while (_events.Count > Most || (_events.Count > 1 && allGroups.TooMany))
            {
                _from = _events[0].Position;
                var oldest = _from;
                Remove(e => e.Position == oldest);
            }

            if (stretch.Events.Count > 0 || _end is not null || clock.GetElapsedTime(_lastWoken) >= longest)
            {
                (wake, _lastWoken) = (true, clock.GetTimestamp());
            }
        }

        if (wake)
        {
            _waiting.Wake();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            Remove(_ => true);
        }
    }

    private void Remove(Predicate<RenderedEvent> which)
    {
        allGroups.Add(-_events.Where(e => which(e)).Sum(e => e.Bytes));
        _events.RemoveAll(which);
    }
}
