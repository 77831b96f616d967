namespace NewsApi.Transport.Connections;

/// <summary>
/// One clock for all connections that last: each is visited once an interval, so that none needs a timer of its own. Members are spread over
/// the interval; ten thousand of them do not all write in the same instant.
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

    /// <summary>Something to be visited once an interval.</summary>
    internal interface IMember
    {
        /// <summary>Called on the clock's thread, so it starts what has to be done and does not wait for it; it must not throw.</summary>
        void Beat();
    }

    public TimeSpan Interval { get; }

    /// <summary>How many visits come before this much time has passed: at least one.</summary>
    public int BeatsIn(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time / Interval));

    /// <summary>Visits the member from the next interval on.</summary>
    /// <returns>The place, to be given to <see cref="Leave"/>.</returns>
    public int Join(IMember member)
    {
        var place = (int)((uint)Interlocked.Increment(ref _joined) % Slots);
        lock (_slots[place])
        {
            _slots[place].Add(member);
        }

        return place;
    }

    /// <summary>After this returns, no new visit begins.</summary>
    public void Leave(int place, IMember member)
    {
        lock (_slots[place])
        {
            _slots[place].Remove(member);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var slot = _slots[(uint)Interlocked.Increment(ref _now) % Slots];
        lock (slot)
        {
            // A copy, because a visit may end in a member's leaving.
            foreach (var member in slot.ToArray())
            {
                member.Beat();
            }
        }
    }
}
