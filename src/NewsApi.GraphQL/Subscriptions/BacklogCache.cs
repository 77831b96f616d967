using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Caches rendered segments of the log for subscribers that lag behind the buffer. After a restart of the service, thousands of subscribers
/// resume after the same event. With the cache, the log after that event is rendered once for all of them.
/// </summary>
internal sealed class BacklogCache(Func<WireCursor, CancellationToken, Task<RenderedSegment>> read, BufferBudget budget)
{
    /// <summary>The largest number of cached segments. Subscribers that resume together read only a few segments at a time.</summary>
    private const int MaxSegments = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<WireCursor, Entry> _entries = [];
    private readonly Queue<WireCursor> _order = [];
    private long _generation;

    /// <summary>
    /// The number of calls of <see cref="Clear"/>. A caller reads this number before it requests a segment, and again before it sends an
    /// event. If the number has changed, the segment may show a withdrawn article, so the caller must not send the event.
    /// </summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>
    /// Drops all segments. Called when an article was withdrawn from the public, and when the last subscriber of the group has left.
    /// </summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_order.Count > 0)
            {
                DropOldest();
            }

            // This is the last step, because a reader that gets the new generation must not find a segment of the old generation.
            Interlocked.Increment(ref _generation);
        }
    }

    /// <summary>Returns the segment right after a cursor. Renders the segment if it is not cached.</summary>
    /// <param name="stop">
    /// The cancellation of this token stops the rendering. The cancellation of <paramref name="cancellationToken"/> ends only the wait of
    /// this caller, because other subscribers may wait for the same segment.
    /// </param>
    public Task<RenderedSegment> GetAsync(WireCursor after, CancellationToken stop, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(after, out var entry) || entry.Segment.IsFaulted || entry.Segment.IsCanceled)
            {
                if (entry is null)
                {
                    _order.Enqueue(after);
                }

                _entries[after] = entry = new Entry();
                entry.Segment = Task.Run(() => ReadAsync(after, entry, stop), stop);
                while (_order.Count > MaxSegments)
                {
                    DropOldest();
                }
            }

            return entry.Segment.WaitAsync(cancellationToken);
        }
    }

    private async Task<RenderedSegment> ReadAsync(WireCursor after, Entry entry, CancellationToken stop)
    {
        var segment = await read(after, stop);
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(after) == entry)
            {
                entry.Bytes = segment.Bytes;
                budget.Add(entry.Bytes);
                while (budget.IsExceeded && _order.Count > 0)
                {
                    DropOldest();
                }
            }
        }

        return segment;
    }

    private void DropOldest()
    {
        if (_entries.Remove(_order.Dequeue(), out var dropped))
        {
            budget.Add(-dropped.Bytes);
        }
    }

    private sealed class Entry
    {
        public Task<RenderedSegment> Segment { get; set; } = Task.FromCanceled<RenderedSegment>(new CancellationToken(canceled: true));

        /// <summary>The number of bytes that the budget counts for this segment; 0 until the segment is rendered.</summary>
        public long Bytes { get; set; }
    }
}
