using System.Threading.Channels;
using Microsoft.Extensions.Caching.Memory;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Reading.Memory;

/// <summary>
/// The people, places and topics that lists of articles show, in memory. They are exact: an entity is used only for a snapshot at whose
/// position of the log it has the values that the tables have. <see cref="EntityMemoryFollower"/> removes what a change concerns, and loads
/// what was missing.
/// </summary>
public sealed class EntityMemory(EntityMemoryOptions options) : IDisposable
{
    /// <summary>The largest number of ids that wait to be loaded. Others are asked for again by a later request.</summary>
    private const int MostMissing = 10_000;

    private readonly MemoryCache _entities = new(new MemoryCacheOptions { SizeLimit = options.Size });
    private readonly Channel<long> _missing =
        Channel.CreateBounded<long>(new BoundedChannelOptions(MostMissing) { FullMode = BoundedChannelFullMode.DropWrite });

    // An entity may be stored only if no change after its read was applied before. So the two wait for each other.
    private readonly Lock _changing = new();
    private volatile Applied? _applied;

    // False while the log cannot be read. On a standby that was set back, the same positions can then stand for other changes.
    private Func<bool> _readsLog = () => false;

    // The last snapshot that was ahead of the memory. A race between two can only cost a second read.
    private Applied? _ahead;
    private long _hits;

    /// <summary>
    /// True if this process reads the log, and the memory has reached every snapshot that was ahead of it. A list that finds the memory
    /// behind is read twice, so the lists after it do not try.
    /// </summary>
    public bool IsReady => _readsLog() && _applied is { } applied && Volatile.Read(ref _ahead) is var ahead
        && (ahead is null || ahead.Cursor.Epoch != applied.Cursor.Epoch || ahead.Cursor.Position <= applied.Cursor.Position);

    /// <summary>The number of lists whose people, places and topics came from memory.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>The number of entities in memory.</summary>
    public int Count => _entities.Count;

    public void Dispose() => _entities.Dispose();

    /// <summary>Begins to follow the log from a cursor.</summary>
    /// <param name="readsLog">Returns false while the log cannot be read.</param>
    internal void Begin(WireCursor cursor, Func<bool> readsLog)
    {
        _readsLog = readsLog;
        Begin(cursor);
    }

    /// <summary>Forgets everything, and goes on from a cursor of the log.</summary>
    internal void Begin(WireCursor cursor)
    {
        lock (_changing)
        {
            _entities.Clear();
            _applied = new Applied(cursor);
            Volatile.Write(ref _ahead, null);
        }
    }

    /// <summary>Removes the entities that changes concern.</summary>
    internal void Apply(WireBatch batch)
    {
        lock (_changing)
        {
            foreach (var change in batch.Changes.Where(c => c.Kind == ChangeKind.Entity))
            {
                _entities.Remove(change.SubjectId);
            }

            // After the removal: a reader that sees the new position must not find an entity from before.
            _applied = new Applied(batch.Cursor);
        }
    }

    /// <summary>Stores entities that one snapshot has read, unless the log has gone on since then.</summary>
    /// <param name="readAt">The head of the log in the snapshot.</param>
    internal void Store(IReadOnlyDictionary<long, RememberedEntity> entities, WireCursor readAt)
    {
        lock (_changing)
        {
            if (_applied is not { } applied || applied.Cursor.Epoch != readAt.Epoch || readAt.Position < applied.Cursor.Position)
            {
                return;
            }

            foreach (var (id, entity) in entities)
            {
                _entities.Set(id, entity, new MemoryCacheEntryOptions { Size = entity.Size });
            }
        }
    }

    /// <summary>Returns true if all changes up to a position are applied, so that a snapshot of it can use the memory.</summary>
    internal bool Reaches(WireCursor cursor)
    {
        if (_applied is not { } applied || applied.Cursor.Epoch != cursor.Epoch)
        {
            return false;
        }

        if (cursor.Position <= applied.Cursor.Position)
        {
            return true;
        }

        Volatile.Write(ref _ahead, new Applied(cursor));
        return false;
    }

    /// <summary>
    /// Returns an entity as a snapshot has it that the memory <see cref="Reaches"/>. Returns null if it is not in memory; it is then
    /// loaded.
    /// </summary>
    internal RememberedEntity? Find(long id, WireCursor cursor)
    {
        if (_entities.TryGetValue(id, out RememberedEntity? found) && found is not null
            && found.ReadAt.Epoch == cursor.Epoch && found.ReadAt.Position <= cursor.Position)
        {
            return found;
        }

        _missing.Writer.TryWrite(id);
        return null;
    }

    /// <summary>Counts a list.</summary>
    internal void CountHit() => Interlocked.Increment(ref _hits);

    /// <summary>Waits for ids that were missing, and returns up to a number of them.</summary>
    internal async Task<long[]> TakeMissingAsync(int most, CancellationToken cancellationToken)
    {
        var ids = new HashSet<long> { await _missing.Reader.ReadAsync(cancellationToken) };
        while (ids.Count < most && _missing.Reader.TryRead(out var id))
        {
            ids.Add(id);
        }

        return [.. ids];
    }

    /// <summary>The cursor up to which changes are applied. A cursor has two numbers, which are replaced together.</summary>
    private sealed record Applied(WireCursor Cursor);
}
