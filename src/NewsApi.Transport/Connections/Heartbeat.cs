namespace NewsApi.Transport.Connections;

/// <summary>
/// One timer for all WebSockets and event streams, so that none needs a timer of its own. The timer ticks sixteen times in an interval. At
/// each tick it calls the connections whose turn it is. So ten thousand connections do not write at the same moment.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>The number of ticks in an interval.</summary>
    public const int Ticks = 16;

    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private int _joined;

    // Guarded by the lock. Only _now is also read without it.
    private readonly HashSet<IMember>[] _slots = [.. Enumerable.Range(0, Ticks).Select(_ => new HashSet<IMember>())];
    private int _now;

    public Heartbeat(TimeProvider time, TimeSpan interval)
    {
        Interval = interval;
        _timer = time.CreateTimer(_ => Tick(), null, interval / Ticks, interval / Ticks);
    }

    /// <summary>A connection that the heartbeat calls at least once in an interval.</summary>
    internal interface IMember
    {
        /// <summary>
        /// The index of the slot that contains the member. At one tick, the heartbeat calls all members of one slot. Only
        /// <see cref="Heartbeat"/> changes the index.
        /// </summary>
        int Slot { get; set; }

        /// <summary>Called on the timer's thread. Must start its work without waiting for it, and must not throw.</summary>
        /// <returns>The number of ticks until the next call, from 1 to <see cref="Ticks"/>.</returns>
        int Beat();
    }

    public TimeSpan Interval { get; }

    /// <summary>The number of the current tick.</summary>
    public int Now => Volatile.Read(ref _now);

    /// <summary>
    /// Returns the number of ticks until one interval after the tick <paramref name="since"/>. The number is zero or negative if the
    /// interval is over.
    /// </summary>
    public int TicksLeft(int since) => Ticks - unchecked(Now - since);

    /// <summary>Returns the number of intervals in a time, rounded up and at least one.</summary>
    public int CountBeats(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time / Interval));

    /// <summary>Adds a member. The first call comes within one interval.</summary>
    public void Join(IMember member)
    {
        lock (_lock)
        {
            Add(member, _joined++);
        }
    }

    /// <summary>Removes a member. After this method has returned, no new call of the member begins.</summary>
    public void Leave(IMember member)
    {
        lock (_lock)
        {
            _slots[member.Slot].Remove(member);
        }
    }

    /// <summary>Calls an action for each member. No member leaves before the action has returned.</summary>
    /// <param name="action">Must start its work without waiting for it, and must not throw.</param>
    public void ForEach(Action<IMember> action)
    {
        lock (_lock)
        {
            Array.ForEach([.. _slots.SelectMany(slot => slot)], action);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Add(IMember member, int tick)
    {
        member.Slot = (int)((uint)tick % Ticks);
        _slots[member.Slot].Add(member);
    }

    private void Tick()
    {
        lock (_lock)
        {
            var now = _now + 1;
            Volatile.Write(ref _now, now);

            // A copy, because a call may remove its member from the slot, or move it to another slot.
            foreach (var member in _slots[(uint)now % Ticks].ToArray())
            {
                var wait = member.Beat();
                if (wait < Ticks && _slots[member.Slot].Remove(member))
                {
                    Add(member, now + wait);
                }
            }
        }
    }
}
