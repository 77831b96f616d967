namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Counts the bytes of rendered events that all groups hold, so that many groups together stay within one limit.</summary>
internal sealed class BufferBudget(long maxBytes)
{
    private long _bytes;

    /// <summary>True while the events of all groups exceed the limit, so that buffers and caches must drop some.</summary>
    public bool IsExceeded => Interlocked.Read(ref _bytes) > maxBytes;

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
