using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Stretches of the log for members who are behind. When the service comes back, thousands resume after the same event:
/// they get one rendering.
/// </summary>
internal sealed class BacklogCache(Func<WireCursor, CancellationToken, Task<RenderedSegment>> read, BufferBudget allGroups)
{
    /// <summary>How many stretches are kept: members that resume together stay within a few.</summary>
    private const int MaxKept = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<WireCursor, Kept> _kept = [];
    private readonly Queue<WireCursor> _order = [];
    private long _generation;

    /// <summary>Grows when something was taken from the public: what was rendered before may tell of it and is not to be used any more.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Forgets everything, because something was taken from the public or nobody is left to be told.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            while (_order.Count > 0)
            {
                DropOldest();
            }

            // Last: whoever has seen the new one finds nothing of the old.
            Interlocked.Increment(ref _generation);
        }
    }

    /// <summary>The stretch right after a cursor.</summary>
    /// <param name="stop">Ends the reading, which goes on when one of those who wait for it leaves.</param>
    public Task<RenderedSegment> GetAsync(WireCursor after, CancellationToken stop, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(after, out var kept) || kept.Stretch.IsFaulted || kept.Stretch.IsCanceled)
            {
                if (kept is null)
                {
                    _order.Enqueue(after);
                }

                _kept[after] = kept = new Kept();
                kept.Stretch = Task.Run(() => ReadAsync(after, kept, stop), stop);
                while (_order.Count > MaxKept)
                {
                    DropOldest();
                }
            }

            return kept.Stretch.WaitAsync(cancellationToken);
        }
    }

    private async Task<RenderedSegment> ReadAsync(WireCursor after, Kept kept, CancellationToken stop)
    {
        var stretch = await read(after, stop);
        lock (_lock)
        {
            if (_kept.GetValueOrDefault(after) == kept)
            {
                kept.Bytes = stretch.Bytes;
                allGroups.Add(kept.Bytes);
                while (allGroups.TooMany && _order.Count > 0)
                {
                    DropOldest();
                }
            }
        }

        return stretch;
    }

    private void DropOldest()
    {
        if (_kept.Remove(_order.Dequeue(), out var dropped))
        {
            allGroups.Add(-dropped.Bytes);
        }
    }

    private sealed class Kept
    {
        public Task<RenderedSegment> Stretch { get; set; } = Task.FromCanceled<RenderedSegment>(new CancellationToken(true));

        /// <summary>What was counted for it so far.</summary>
        public long Bytes { get; set; }
    }
}
