namespace NewsApi.Transport.Connections;

/// <summary>
/// One timer for all WebSockets and event streams, which calls each of them once an interval. The calls are spread over the interval, so
/// that ten thousand connections do not write at the same moment.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private const int Slots = 16;

    private readonly HashSet<IMember>[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new HashSet<IMember>())];
    private readonly ITimer _timer;
    private int _joined;
    private int _now;

    public Heartbeat(TimeProvider time, TimeSpan interval)
    {
        Interval = interval;
        _timer = time.CreateTimer(_ => Tick(), null, interval / Slots, interval / Slots);
    }

    /// <summary>A connection that is called once an interval.</summary>
    internal interface IMember
    {
        /// <summary>Called on the timer's thread. The method must return without waiting for its work, and must not throw.</summary>
        void Beat();
    }

    public TimeSpan Interval { get; }

    /// <summary>Returns the number of beats within a time: at least one.</summary>
    public int CountBeats(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time / Interval));

    /// <summary>Adds a member, which is called from the next interval on.</summary>
    /// <returns>The slot, to pass to <see cref="Leave"/>.</returns>
    public int Join(IMember member)
    {
        var slot = (int)((uint)Interlocked.Increment(ref _joined) % Slots);
        lock (_slots[slot])
        {
            _slots[slot].Add(member);
        }

        return slot;
    }

    /// <summary>Removes a member. After this method returns, no call of the member begins.</summary>
    public void Leave(int slot, IMember member)
    {
        lock (_slots[slot])
        {
            _slots[slot].Remove(member);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var slot = _slots[(uint)Interlocked.Increment(ref _now) % Slots];
        lock (slot)
        {
            // A copy, because a member may leave during the call.
            foreach (var member in slot.ToArray())
            {
                member.Beat();
            }
        }
    }
}
