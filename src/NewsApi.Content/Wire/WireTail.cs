namespace NewsApi.Content.Wire;

/// <summary>The newest changes of the log in memory, shared by all readers. Their number and their bytes are limited.</summary>
internal sealed class WireTail(int mostChanges, long mostBytes)
{
    private readonly Lock _lock = new();

    // A ring buffer of the changes up to the head, the oldest at _start. It is read and written only under the lock.
    private readonly WireChange?[] _ring = new WireChange?[mostChanges];
    private int _start;
    private int _count;
    private long _bytes;
    private WireCursor _head;
    private int _restarts;

    /// <summary>The number of calls of <see cref="Restart"/>.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>The cursor of the newest change that this process has read.</summary>
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

    /// <summary>Removes all changes, and continues from another head.</summary>
    public void Restart(WireCursor head)
    {
        lock (_lock)
        {
            Array.Clear(_ring);
            (_start, _count, _bytes, _head) = (0, 0, 0, head);
            _restarts++;
        }
    }

    /// <summary>Appends changes that directly follow the head. Removes the oldest changes to stay within the limits.</summary>
    public void Append(IReadOnlyList<WireChange> changes)
    {
        lock (_lock)
        {
            foreach (var change in changes)
            {
                if (change.Position != _head.Position + 1)
                {
                    throw new InvalidOperationException(
                        $"The tail ends at position {_head.Position}, so it cannot append position {change.Position}.");
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

    /// <summary>Returns the position of the cursor relative to the tail, and the changes after the cursor if they are in memory.</summary>
    public TailPosition Read(WireCursor after, int atMost, out WireChange[] changes)
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
                changes[i] = _ring[(int)((_start + _count - behind + i) % _ring.Length)]!; // not null: within the count
            }

            return TailPosition.Within;
        }
    }

    private void DropOldest()
    {
        _bytes -= _ring[_start]!.Size; // not null: within the count
        _ring[_start] = null;
        (_start, _count) = ((_start + 1) % _ring.Length, _count - 1);
    }
}
