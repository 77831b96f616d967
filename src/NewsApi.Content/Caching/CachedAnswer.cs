using NewsApi.Content.Wire;

namespace NewsApi.Content.Caching;

/// <summary>A finished answer for the cache, with the snapshot from which it was read.</summary>
/// <param name="body">The bytes of the answer. They must not change any more.</param>
/// <param name="cursor">The position of the log in the snapshot.</param>
/// <param name="time">PostgreSQL's clock in the snapshot, in UTC.</param>
public abstract class CachedAnswer(ReadOnlyMemory<byte> body, WireCursor cursor, DateTime time)
{
    private AnswerCache? _cache;
    private long _checkedTo = -1;

    public ReadOnlyMemory<byte> Body => body;

    public WireCursor Cursor => cursor;

    public DateTime Time => time;

    /// <summary>True if the answer shows the position of the log. It then differs at every position.</summary>
    public bool ShowsCursor { get; init; }

    /// <summary>What the answer was read from. By default, every change of public content touches it.</summary>
    public AnswerReads Reads { get; init; } = AnswerReads.Everything;

    /// <summary>The latest position of the log at which the answer is known to hold; -1 if it was not checked yet.</summary>
    internal long CheckedTo => Interlocked.Read(ref _checkedTo);

    /// <summary>As the cache had it before the snapshot (<see cref="PublicPeriods.Restarts"/>).</summary>
    internal int Restarts { get; private set; }

    /// <summary>The key under which the cache has the answer; null if the cache does not have it.</summary>
    internal object? Key { get; private set; }

    /// <summary>The memory of the answer and its key, in bytes. Changed only under the lock of the cache.</summary>
    internal long Size { get; set; }

    /// <summary>True if the answer was used since the cache last looked for answers to evict.</summary>
    internal bool IsUsed { get; set; }

    /// <summary>Prepares the answer for the cache.</summary>
    internal void Attach(AnswerCache cache, object key, long size, int restarts) =>
        (_cache, Key, Size, Restarts) = (cache, key, size, restarts);

    /// <summary>Stores that the answer holds at a position, unless it is known to hold at a later one.</summary>
    internal void SetCheckedTo(long position)
    {
        for (var known = CheckedTo; known < position;)
        {
            var before = Interlocked.CompareExchange(ref _checkedTo, position, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }

    /// <summary>Counts more memory for the answer, such as for its compressed form.</summary>
    protected void Grow(int bytes) => _cache?.Grow(this, bytes);
}
