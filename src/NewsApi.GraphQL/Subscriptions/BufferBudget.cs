namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Counts what all groups keep, so that many groups do not keep much together.</summary>
internal sealed class BufferBudget(long most)
{
    private long _bytes;

    /// <summary>True where something must go.</summary>
    public bool TooMany => Interlocked.Read(ref _bytes) > most;

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
