namespace NewsApi.Transport.Connections;

/// <summary>
/// One timer for all WebSockets and event streams: each needs no timer of its own. An interval has sixteen ticks, and a member is called
/// at the tick that it chose at its last call, so ten thousand members do not write at the same moment.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>The number of ticks in an interval.</summary>
    public const int Ticks = 16;

    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private int _joined;

    // Guarded by the lock; _now is read without it.
    private readonly HashSet<IMember>[] _slots = [.. Enumerable.Range(0, Ticks).Select(_ => new HashSet<IMember>())];
    private int _now;

    public Heartbeat(TimeProvider time, TimeSpan interval)
    {
        Interval = interval;
        _timer = time.CreateTimer(_ => Tick(), null, interval / Ticks, interval / Ticks);
    }

    /// <summary>A connection that is called at least once an interval.</summary>
    internal interface IMember
    {
        /// <summary>Where the member is; only <see cref="Heartbeat"/> changes it.</summary>
        int Slot { get; set; }

        /// <summary>Called on the timer's thread: must start its work without waiting for it, and must not throw.</summary>
        /// <returns>The number of ticks to the next call, 1 to <see cref="Ticks"/>.</returns>
        int Beat();
    }

    public TimeSpan Interval { get; }

    /// <summary>The number of the current tick.</summary>
    public int Now => Volatile.Read(ref _now);

    /// <summary>The number of ticks until an interval has passed since a tick; zero or less if it has.</summary>
    public int TicksLeft(int since) => Ticks - unchecked(Now - since);

    /// <summary>Returns the number of beats within a time: at least one.</summary>
    public int CountBeats(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time / Interval));

    /// <summary>Calls the member from the next interval on.</summary>
    public void Join(IMember member)
    {
        lock (_lock)
        {
            Add(member, _joined++);
        }
    }

    /// <summary>After this returns, no new call begins.</summary>
    public void Leave(IMember member)
    {
        lock (_lock)
        {
            _slots[member.Slot].Remove(member);
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

            // A copy, because members may leave during the call, and move.
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
