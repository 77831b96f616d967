namespace NewsApi.Content.Reading.Counts;

/// <summary>How a snapshot gets total counts: from memory, or from PostgreSQL to be stored in memory.</summary>
/// <param name="Restarts">The value of <see cref="CountMemory.Restarts"/> before the snapshot.</param>
/// <param name="CountsAnew">True after a count was missing in memory: all are then counted and stored.</param>
internal sealed record CountSource(CountMemory Memory, int Restarts, bool CountsAnew = false)
{
    /// <summary>Returns the source of a snapshot that has not been taken yet; null if the memory cannot be used.</summary>
    public static CountSource? For(CountMemory? memory) => memory is { IsReady: true } ? new(memory, memory.Restarts) : null;
}
