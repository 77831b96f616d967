using NewsApi.Content.Database;

namespace NewsApi.Content.Reading.Snapshot;

/// <summary>Opens snapshots of the news.</summary>
public sealed class SnapshotFactory(NewsDatabase database)
{
    /// <summary>A snapshot of the rows that a caller with this visibility may see; it connects with its first statement.</summary>
    /// <param name="readsOnce">
    /// True if the snapshot serves one read only: it then ends with the last statement of that read, and often needs no more than
    /// one round trip. A second read is rejected.
    /// </param>
    public NewsSnapshot Open(Visibility visibility, bool readsOnce = false) => new(database.Reading, visibility, readsOnce);
}
