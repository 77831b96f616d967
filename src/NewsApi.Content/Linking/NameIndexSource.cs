using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Linking;

/// <summary>
/// Holds the index of names of one process. Loads the index once, then applies the changes of people, places and topics from the log.
/// Several readers can use the index at once. A change waits for these readers and takes microseconds.
/// </summary>
public sealed class NameIndexSource(NewsDatabase database) : IDisposable
{
    // For more changes than this number, loading the whole index is faster than replacing single entities.
    private const int MostChanges = 20_000;

    private readonly WireReader _log = new(database);
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly ReaderWriterLockSlim _lock = new();
    private NameIndex _index = new();
    private WireCursor? _at;

    /// <summary>The number of people, places and topics in the index.</summary>
    public int Count => _index.Count;

    /// <summary>Updates the index with every change that was committed before this call.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (_at is not { } at)
            {
                await LoadAsync(cancellationToken);
                return;
            }

            var (head, floor, changed) = await _log.ReadEntitiesAsync(at.Position, cancellationToken);
            if (head.Epoch != at.Epoch || head.Position < at.Position || floor > at.Position || changed.Length > MostChanges)
            {
                await LoadAsync(cancellationToken);
                return;
            }

            if (changed.Length > 0)
            {
                await ReplaceAsync(changed, cancellationToken);
            }

            _at = head;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose()
    {
        _refreshing.Dispose();
        _lock.Dispose();
    }

    /// <summary>Calls <paramref name="read"/> with the index. The index does not change during the call.</summary>
    internal T Read<T>(Func<NameIndex, T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read(_index);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        // Read the head first. A change between the two reads is then applied twice, which is harmless. In the opposite order it would be
        // missed.
        var (head, _, _) = await _log.ReadEntitiesAsync(long.MaxValue, cancellationToken);
        var entities = await ReadAsync(null, cancellationToken);
        var index = new NameIndex();
        foreach (var entity in entities)
        {
            index.Add(entity);
        }

        Change(() => _index = index);
        _at = head;
    }

    private async Task ReplaceAsync(long[] changed, CancellationToken cancellationToken)
    {
        var entities = await ReadAsync(changed, cancellationToken);
        Change(() =>
        {
            foreach (var id in changed)
            {
                _index.Remove(id);
            }

            foreach (var entity in entities)
            {
                _index.Add(entity);
            }
        });
    }

    private async Task<List<NamedEntity>> ReadAsync(long[]? ids, CancellationToken cancellationToken)
    {
        // Do not take a connection from the writers' pool: the waiting writer already holds one.
        await using var connection = await database.Reading.OpenConnectionAsync(cancellationToken);
        return await NamedEntityReader.ReadAsync(connection, ids, cancellationToken);
    }

    private void Change(Action change)
    {
        _lock.EnterWriteLock();
        try
        {
            change();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
