using NewsApi.Content.Database;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Memory;

namespace NewsApi.Content.Reading.Snapshot;

/// <summary>Opens snapshots of the news.</summary>
/// <param name="memory">The people, places and topics in memory; null to read them from the tables.</param>
/// <param name="counts">The numbers of articles in memory; null to count them at every request.</param>
public sealed class SnapshotFactory(NewsDatabase database, EntityMemory? memory = null, CountMemory? counts = null)
{
    /// <summary>
    /// Opens a snapshot of the rows that a caller with this visibility may see. The snapshot connects to PostgreSQL at its first statement.
    /// </summary>
    /// <param name="readsOnce">
    /// True if the snapshot serves one read only. The snapshot then ends with the last statement of that read. So one round trip is often
    /// enough for the read. A second read is rejected.
    /// </param>
    public NewsSnapshot Open(Visibility visibility, bool readsOnce = false) =>
        new(database, visibility, readsOnce, memory, counts);
}
