using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Stretches of the log for members who are behind. When the service comes back, thousands resume after the same event:
/// they get one rendering.
/// </summary>
internal sealed class OlderStretches(Func<WireCursor, CancellationToken, Task<LogStretch>> read)
{
    /// <summary>How many stretches are kept: members that resume together stay within a few.</summary>
    private const int MaxKept = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<WireCursor, Task<LogStretch>> _kept = [];
    private readonly Queue<WireCursor> _order = [];
    private long _generation;

    /// <summary>Grows when something was taken from the public: what was rendered before may tell of it and is not to be used any more.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Forgets everything, because something was taken from the public.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        lock (_lock)
        {
            _kept.Clear();
            _order.Clear();
        }
    }

    /// <summary>The stretch right after a cursor.</summary>
    /// <param name="stop">Ends the reading, which goes on when one of those who wait for it leaves.</param>
    public Task<LogStretch> GetAsync(WireCursor after, CancellationToken stop, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(after, out var stretch) || stretch.IsFaulted || stretch.IsCanceled)
            {
                if (!_kept.ContainsKey(after))
                {
                    _order.Enqueue(after);
                }

                _kept[after] = stretch = Task.Run(() => read(after, stop), stop);
                while (_order.Count > MaxKept)
                {
                    _kept.Remove(_order.Dequeue());
                }
            }

            return stretch.WaitAsync(cancellationToken);
        }
    }
}
