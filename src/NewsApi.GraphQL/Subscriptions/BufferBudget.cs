namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Counts the bytes of the rendered events that all groups hold, so that all groups together stay within one limit.</summary>
internal sealed class BufferBudget(long maxBytes)
{
    private long _bytes;

    /// <summary>True while the events of all groups exceed the limit. Buffers and caches then drop events.</summary>
    public bool IsExceeded => Interlocked.Read(ref _bytes) > maxBytes;

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
