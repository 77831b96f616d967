using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Repeats;

/// <summary>
/// Remembers anonymous HTTP requests whose answers the executor keeps, by their bytes. The memory is limited. Requests that were not
/// repeated lately are evicted first.
/// </summary>
/// <param name="size">The largest amount of memory, in bytes. 0 remembers nothing.</param>
/// <param name="reserve">Called with the memory that is taken, or freed if it is below 0, in bytes.</param>
public sealed class RepeatedRequests(long size, Action<long> reserve)
{
    /// <summary>The largest body that is remembered, in bytes. Documents of front ends have some kilobytes at most.</summary>
    internal const int LargestBody = 16 * 1024;

    /// <summary>An estimate of the memory of a request beside its texts.</summary>
    private const int Overhead = 500;

    /// <summary>A request may take at most this share of the memory.</summary>
    private const int LargestShare = 8;

    private readonly ConcurrentDictionary<RequestKey, RepeatedRequest> _requests = new(RequestKeyComparer.Instance);

    // In the order in which they were stored or passed over, the oldest first. Changed only under the lock, as is the size.
    private readonly Queue<RepeatedRequest> _queue = [];
    private readonly Lock _lock = new();
    private long _used;
    private long _answered;

    /// <summary>The number of requests.</summary>
    public int Count => _requests.Count;

    /// <summary>The memory of the requests, in bytes.</summary>
    public long Size => Interlocked.Read(ref _used);

    /// <summary>The number of requests that were answered because they equal an earlier one.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>True if requests can be remembered.</summary>
    public bool IsEnabled => size > 0;

    internal RepeatedRequest? Find(RequestView view)
    {
        if (!_requests.GetAlternateLookup<RequestView>().TryGetValue(view, out var request))
        {
            return null;
        }

        if (!request.IsUsed)
        {
            request.IsUsed = true;
        }

        return request;
    }

    /// <summary>Stores a request that was executed, in place of an earlier one with the same key.</summary>
    /// <param name="body">The body of a POST.</param>
    internal void Store(HttpRequest request, ReadOnlySpan<byte> body, ResponseFormat format, IRepeatableOperation operation)
    {
        if (body.Length > LargestBody)
        {
            return;
        }

        var key = RequestView.Of(request, body).ToKey();
        var stored = new RepeatedRequest(
            key, format, request.HttpContext.GetEndpoint(), operation, key.Size + operation.Size + Overhead);
        if (stored.Size > size / LargestShare)
        {
            return;
        }

        long change;
        lock (_lock)
        {
            var before = _used;
            _used += stored.Size - (_requests.TryGetValue(key, out var earlier) ? earlier.Size : 0);
            stored.IsUsed = earlier?.IsUsed ?? false;
            _requests[key] = stored;
            _queue.Enqueue(stored);
            Evict();
            change = _used - before;
        }

        reserve(change);
    }

    /// <summary>Counts a request that is answered.</summary>
    internal void CountAnswer() => Interlocked.Increment(ref _answered);

    private bool IsStored(RepeatedRequest request) =>
        _requests.TryGetValue(request.Key, out var stored) && ReferenceEquals(stored, request);

    /// <summary>
    /// Removes requests until the rest fits: the oldest first, but one that was repeated since it was last considered is passed over once.
    /// </summary>
    private void Evict()
    {
        while (_used > size && _queue.TryDequeue(out var oldest))
        {
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

            _requests.TryRemove(oldest.Key, out _);
            _used -= oldest.Size;
        }

        // The queue also has the requests that were replaced.
        if (_queue.Count > (2 * _requests.Count) + 100)
        {
            RepeatedRequest[] stored = [.. _queue.Where(IsStored)];
            _queue.Clear();
            Array.ForEach(stored, _queue.Enqueue);
        }
    }
}
