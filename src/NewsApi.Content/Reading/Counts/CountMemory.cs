using Microsoft.Extensions.Caching.Memory;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Counts;

/// <summary>
/// The numbers of articles of public lists that are asked for again. PostgreSQL counts a list when it is asked for the second time. From
/// then on, the changes of the log between that snapshot and the snapshot of a request give the number (README.md says why it is exact).
/// </summary>
public sealed class CountMemory(CountMemoryOptions options, NewsWire wire, TimeProvider time) : IDisposable
{
    /// <summary>
    /// The largest number of changes between a known number and a snapshot. Reading more of them takes longer than counting.
    /// </summary>
    public const int MostChanges = 1_000;

    /// <summary>The longest text of a list, in characters. A list with a longer one is always counted.</summary>
    private const int LongestKey = 4_000;

    /// <summary>Estimates of the memory of a list, in bytes: for itself, and for each character of its text and its test.</summary>
    private const int BytesOfList = 1_000, BytesOfCharacter = 6;

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = options.Size });
    private long _resumeAt;
    private long _hits;
    private long _misses;

    /// <summary>
    /// True if this process reads the log. False for a moment after a snapshot had an article that the log did not have yet.
    /// </summary>
    public bool IsReady =>
        options.Size > 0 && wire.TimeBehind < options.LongestLag && time.GetTimestamp() >= Interlocked.Read(ref _resumeAt);

    /// <summary>The number of times that the number of a list came from memory.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>The number of times that PostgreSQL counted a list that was asked for before.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>The number of lists in memory, with those that were asked for once.</summary>
    public int Count => _lists.Count;

    /// <summary>The value of <see cref="NewsWire.Restarts"/>. Read it before the snapshot of a number that is stored.</summary>
    internal int Restarts => wire.Restarts;

    public void Dispose() => _lists.Dispose();

    /// <summary>Returns what is known of a list; null if it is asked for the first time, or is always counted.</summary>
    /// <param name="key">Equal keys stand for equal lists.</param>
    internal KeptCount? Find(string key)
    {
        if (_lists.TryGetValue(key, out KeptCount? known) && known is not null)
        {
            return known.IsUndecidable ? null : known;
        }

        if (key.Length <= LongestKey)
        {
            // With a low priority: lists that are asked for once must not replace those that are asked for again.
            Set(key, new KeptCount(), CacheItemPriority.Low);
        }

        return null;
    }

    /// <summary>Returns true if the number of the list is known near the head of the log.</summary>
    /// <param name="lists">The number of lists of which the statement counts all or none.</param>
    internal bool IsKept(KeptCount kept, int lists = 1) => kept.IsNear(wire.Head, wire.Restarts, MostChanges / lists);

    /// <summary>
    /// Returns the number of articles in a snapshot; null if the changes since it was counted are not in memory. If this process has not
    /// read the log up to the snapshot, waits for it.
    /// </summary>
    /// <param name="ids">The ids that the snapshot has for the slugs and the parent of the list.</param>
    internal async ValueTask<long?> FindAsync(KeptCount kept, WireCursor snapshot, long[] ids, CancellationToken cancellationToken)
    {
        if (kept.FindAt(snapshot, ids, wire.Restarts) is not { } count)
        {
            if (IsReady && wire.Head is var head && (head.Epoch != snapshot.Epoch || head.Position < snapshot.Position))
            {
                await WaitAsync(snapshot, cancellationToken);
            }

            if (kept.Compute(snapshot, ids, wire) is not { } computed)
            {
                return null;
            }

            count = computed;
        }

        Interlocked.Increment(ref _hits);
        return count;
    }

    /// <summary>Stores the number of articles that PostgreSQL has counted.</summary>
    /// <param name="where">The condition of the list, with ids instead of slugs.</param>
    /// <param name="ids">The ids that the snapshot has for the slugs and the parent of the list.</param>
    /// <param name="restarts">The value of <see cref="Restarts"/> before the snapshot.</param>
    internal void Store(string key, KeptCount kept, Condition where, long count, WireCursor snapshot, long[] ids, int restarts)
    {
        Interlocked.Increment(ref _misses);
        if (kept.Store(where, count, snapshot, ids, restarts))
        {
            Set(key, kept, CacheItemPriority.Normal);
        }
    }

    /// <summary>
    /// Does not use the memory for a moment, because an article became public or expired before the log has it, or the log is not read.
    /// </summary>
    internal void Pause() =>
        Interlocked.Exchange(ref _resumeAt, time.GetTimestamp() + (long)(options.DuePause.TotalSeconds * time.TimestampFrequency));

    private void Set(string key, KeptCount kept, CacheItemPriority priority) => _lists.Set(
        key, kept, new MemoryCacheEntryOptions { Size = BytesOfList + (BytesOfCharacter * key.Length), Priority = priority });

    private async Task WaitAsync(WireCursor snapshot, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.LongestWait);
        try
        {
            await wire.WaitUntilReadAsync(snapshot, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The number is counted. Without a pause, each list of a request would wait while the reading of the log stands still.
            Pause();
        }
    }
}
