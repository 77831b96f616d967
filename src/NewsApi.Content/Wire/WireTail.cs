namespace NewsApi.Content.Wire;

/// <summary>The recent end of the log in memory, shared by all readers, bounded in changes and in bytes.</summary>
internal sealed class WireTail(int mostChanges, long mostBytes)
{
    private readonly Lock _lock = new();

    // All under the lock: the changes right up to the head, the oldest at the start, going round.
    private readonly WireChange?[] _ring = new WireChange?[mostChanges];
    private int _start;
    private int _count;
    private long _bytes;
    private WireCursor _head;

    /// <summary>As far as this process has read.</summary>
    public WireCursor Head
    {
        get
        {
            lock (_lock)
            {
                return _head;
            }
        }
    }

    /// <summary>Forgets everything and goes on from there.</summary>
    public void Restart(WireCursor head)
    {
        lock (_lock)
        {
            Array.Clear(_ring);
            (_start, _count, _bytes, _head) = (0, 0, 0, head);
        }
    }

    /// <summary>Adds what comes right after the head; the oldest goes where there is no room.</summary>
    public void Append(IReadOnlyList<WireChange> changes)
    {
        lock (_lock)
        {
            foreach (var change in changes)
            {
                if (change.Position != _head.Position + 1)
                {
                    throw new InvalidOperationException($"The tail is at {_head.Position} and was given {change.Position}.");
                }

                while (_count == _ring.Length || (_count > 0 && _bytes + change.Size > mostBytes))
                {
                    DropOldest();
                }

                _ring[(_start + _count++) % _ring.Length] = change;
                _bytes += change.Size;
                _head = _head with { Position = change.Position };
            }
        }
    }

    /// <summary>Where a cursor lies, and what comes after it where that is in memory.</summary>
    public TailPosition Look(WireCursor after, int atMost, out WireChange[] changes)
    {
        changes = [];
        lock (_lock)
        {
            if (after.Epoch != _head.Epoch)
            {
                return TailPosition.OtherEpoch;
            }

            var behind = _head.Position - after.Position;
            if (behind <= 0)
            {
                return behind == 0 ? TailPosition.AtHead : TailPosition.Ahead;
            }

            if (behind > _count)
            {
                return TailPosition.Before;
            }

            changes = new WireChange[Math.Min(behind, atMost)];
            for (var i = 0; i < changes.Length; i++)
            {
                changes[i] = _ring[(int)((_start + _count - behind + i) % _ring.Length)]!; // never null within the count
            }

            return TailPosition.Within;
        }
    }

    private void DropOldest()
    {
        _bytes -= _ring[_start]!.Size; // never null within the count
        _ring[_start] = null;
        (_start, _count) = ((_start + 1) % _ring.Length, _count - 1);
    }
}
