using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Linking;

/// <summary>
/// The index of names in one process: loaded once, then kept equal to the tables by the changes of people, places and topics in the log.
/// Several readers may use it at once; a change waits for them, and takes microseconds.
/// </summary>
public sealed class NameIndexSource(NewsDatabase database) : IDisposable
{
    // From this share of the index on, loading all is faster than replacing one by one.
    private const int MostChanges = 20_000;

    private readonly WireReader _log = new(database.Wire);
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly ReaderWriterLockSlim _lock = new();
    private NameIndex _index = new();
    private WireCursor? _at;

    /// <summary>The number of people, places and topics in the index.</summary>
    public int Count => _index.Count;

    /// <summary>Brings the index up to every change that was committed before this call.</summary>
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

    /// <summary>Reads the index, which does not change meanwhile.</summary>
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
        // The head first: a change between the two reads is read again, which is harmless; the other way round it would be missed.
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
        // Not from the writers' pool: a writer waits here with a connection in its hand.
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
