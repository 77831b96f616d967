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
    private long _hits;

    /// <summary>True if the memory has a size and follows the log.</summary>
    public bool IsOn => _applied is not null;

    /// <summary>The number of lists whose people, places and topics came from memory.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>The number of entities in memory.</summary>
    public int Count => _entities.Count;

    public void Dispose() => _entities.Dispose();

    /// <summary>Forgets everything, and goes on from a cursor of the log.</summary>
    internal void Begin(WireCursor cursor)
    {
        lock (_changing)
        {
            _entities.Clear();
            _applied = new Applied(cursor);
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
    internal bool Reaches(WireCursor cursor) =>
        _applied is { } applied && applied.Cursor.Epoch == cursor.Epoch && cursor.Position <= applied.Cursor.Position;

    /// <summary>
    /// Returns an entity as a snapshot has it that the memory <see cref="Reaches"/>. Returns null if it is not in memory; it is then
    /// loaded.
    /// </summary>
    internal RememberedEntity? Find(long id, WireCursor cursor)
    {
        if (_entities.TryGetValue(id, out RememberedEntity? found) && found is not null && found.ReadAt.Position <= cursor.Position)
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
