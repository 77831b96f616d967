using System.Collections.Concurrent;

namespace NewsApi.Content.Caching;

/// <summary>
/// Finished answers about public content, by key. An answer comes from the cache in the <see cref="PublicPeriod"/> in which it was read,
/// and in later ones as long as no change touches what it was read from. So its bytes are those that a new snapshot would give. The memory
/// of the cache is limited. Answers that were not used lately are evicted first.
/// </summary>
public sealed class AnswerCache(CacheOptions options, PublicPeriods periods)
{
    /// <summary>An estimate of the memory of an entry beside its bytes.</summary>
    private const int Overhead = 600;

    /// <summary>An answer may take at most this share of the memory. Otherwise a few answers would evict all others.</summary>
    private const int LargestShare = 8;

    private readonly ConcurrentDictionary<object, CachedAnswer> _answers = [];

    // In the order in which they were stored or passed over, the oldest first. Changed only under the lock, as is the size.
    private readonly Queue<CachedAnswer> _queue = [];
    private readonly Lock _lock = new();
    private long _size;

    private long _hits;
    private long _misses;
    private long _shared;
    private long _evictions;
    private long _carried;
    private long _touched;

    /// <summary>False if the cache is switched off.</summary>
    public bool IsEnabled => options.Size > 0;

    /// <summary>True if public responses have tags (<see cref="AnswerTags"/>), for caches outside the service.</summary>
    public bool HasTags => options.Tags;

    /// <summary>The number of answers that came from the cache.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>The number of answers that were computed, because the cache did not have them.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>The number of answers that came from a computation for another request.</summary>
    public long Shared => Interlocked.Read(ref _shared);

    /// <summary>The number of answers that were removed to make room.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>The number of times that an answer was found unchanged after changes of public content.</summary>
    public long Carried => Interlocked.Read(ref _carried);

    /// <summary>The number of answers that were removed because a change touched what they were read from.</summary>
    public long Touched => Interlocked.Read(ref _touched);

    /// <summary>The number of answers in the cache, with those that were not looked up since changes of public content.</summary>
    public int Count => _answers.Count;

    /// <summary>The memory of the answers, in bytes.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>Returns the answer to a question, and the period in which it holds; null if the cache does not have the answer.</summary>
    /// <param name="key">Equal keys stand for questions with the same answer.</param>
    public (CachedAnswer Answer, PublicPeriod Period)? Find(object key)
    {
        // The period first: it holds at this moment, which is after the request was sent.
        if (periods.FindCurrent() is not { } period || !_answers.TryGetValue(key, out var answer))
        {
            return null;
        }

        switch (period.Check(answer))
        {
            case AnswerCheck.Unknown:
                return null;
            case AnswerCheck.Touched:
                Remove(answer);
                Interlocked.Increment(ref _touched);
                return null;
            case AnswerCheck.Carried:
                Interlocked.Increment(ref _carried);
                break;
        }

        answer.IsUsed = true;
        Interlocked.Increment(ref _hits);
        return (answer, period);
    }

    /// <summary>Stores an answer, in place of an earlier one with the same key.</summary>
    /// <param name="keySize">The memory of the key, in bytes.</param>
    /// <param name="restarts">The value of <see cref="PublicPeriods.Restarts"/> before the snapshot of the answer.</param>
    /// <returns>False if the answer is too large.</returns>
    public bool Store(object key, CachedAnswer answer, long keySize, int restarts)
    {
        var size = answer.Body.Length + keySize + answer.Reads.Size + Overhead;
        if (size > options.Size / LargestShare)
        {
            return false;
        }

        answer.Attach(this, key, size, restarts);
        lock (_lock)
        {
            if (_answers.TryGetValue(key, out var earlier))
            {
                _size -= earlier.Size;
            }

            _answers[key] = answer;
            _queue.Enqueue(answer);
            _size += size;
            Evict();
        }

        return true;
    }

    /// <summary>Counts memory that belongs to the cache beside its answers, and evicts answers to make room for it.</summary>
    /// <param name="bytes">The memory; below 0 if it is free again.</param>
    public void Reserve(long bytes)
    {
        lock (_lock)
        {
            _size += bytes;
            Evict();
        }
    }

    /// <summary>Counts an answer that was computed, or shared with another request.</summary>
    public void CountAnswer(bool isShared) => Interlocked.Increment(ref isShared ? ref _shared : ref _misses);

    /// <summary>Counts more memory for an answer. Does nothing if the answer was evicted meanwhile.</summary>
    internal void Grow(CachedAnswer answer, int bytes)
    {
        lock (_lock)
        {
            if (IsStored(answer))
            {
                answer.Size += bytes;
                _size += bytes;
                Evict();
            }
        }
    }

    private void Remove(CachedAnswer answer)
    {
        lock (_lock)
        {
            // Not null if the answer is stored.
            if (IsStored(answer) && _answers.TryRemove(answer.Key!, out _))
            {
                _size -= answer.Size;
            }
        }
    }

    private bool IsStored(CachedAnswer answer) =>
        answer.Key is { } key && _answers.TryGetValue(key, out var stored) && ReferenceEquals(stored, answer);

    /// <summary>
    /// Removes answers until the rest fits: the oldest first, but an answer that was used since it was last considered is passed over once.
    /// </summary>
    private void Evict()
    {
        while (_size > options.Size && _queue.Count > 0)
        {
            var oldest = _queue.Dequeue();
            if (!IsStored(oldest))
            {
                continue;
            }

            if (oldest.IsUsed)
            {
                oldest.IsUsed = false;
                _queue.Enqueue(oldest);
                continue;
            }

            // Not null: the answer is stored.
            _answers.TryRemove(oldest.Key!, out _);
            _size -= oldest.Size;
            Interlocked.Increment(ref _evictions);
        }

        // The queue also has the answers that were replaced.
        if (_queue.Count > (2 * _answers.Count) + 100)
        {
            CachedAnswer[] stored = [.. _queue.Where(IsStored)];
            _queue.Clear();
            Array.ForEach(stored, _queue.Enqueue);
        }
    }
}
