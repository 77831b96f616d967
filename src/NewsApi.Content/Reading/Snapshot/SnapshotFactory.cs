using NewsApi.Content.Database;

namespace NewsApi.Content.Reading.Snapshot;

/// <summary>Opens snapshots of the news.</summary>
public sealed class SnapshotFactory(NewsDatabase database)
{
    /// <summary>A snapshot seen with the eyes of <paramref name="visibility"/>; it connects with its first statement.</summary>
    /// <param name="readsOnce">
    /// True where one read will be all: the snapshot then ends with the last statement of that read, and often needs no more than
    /// one round trip. A second read is refused.
    /// </param>
    public NewsSnapshot Open(Visibility visibility, bool readsOnce = false) => new(database.Reading, visibility, readsOnce);
}
