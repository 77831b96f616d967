using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// The names and words of the archive in the memory of one process, with the number of public articles that use them. The index is loaded
/// once. After that, the changes of the log keep it equal to the tables. Several readers may use the index at the same time; a change waits
/// for them.
/// </summary>
public sealed class ArchiveIndex(NewsDatabase database) : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly AsyncSignal _moved = new();
    private volatile State? _state;

    /// <summary>The cursor of the log up to which the index has every change; null before it is loaded.</summary>
    public WireCursor? Cursor => _state?.Cursor;

    /// <summary>Loads the index. The previous content is discarded.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (subjects, words) = (new SubjectIndex(), new ArchiveWords());
        var cursor = await ArchiveIndexReader.ReadAsync(database.Reading, subjects, words, cancellationToken);
        Change(new State(subjects, words, cursor), () => { });
    }

    /// <summary>Applies a batch of changes. Changes up to <see cref="Cursor"/> are left out, because the index has them already.</summary>
    internal async Task ApplyAsync(WireBatch batch, CancellationToken cancellationToken)
    {
        var state = _state ?? throw new InvalidOperationException("The index has not been loaded.");
        var isSameLog = state.Cursor.Epoch == batch.Cursor.Epoch;
        var changes = batch.Changes.Where(c => !isSameLog || c.Position > state.Cursor.Position).ToArray();
        long[] entities = [.. changes.Where(c => c.Kind == ChangeKind.Entity).Select(c => c.SubjectId).Distinct()];
        var names = entities.Length > 0 ? await ArchiveIndexReader.ReadNamesAsync(database.Reading, entities, cancellationToken) : [];
        var uses = ArticleUses.Of(changes);
        Change(state with { Cursor = batch.Cursor }, () =>
        {
            state.Subjects.Replace(entities, names);
            uses.AddTo(state.Subjects);
            state.Words.Add(uses.Words);
        });
    }

    /// <summary>Returns when the index has every change up to a cursor of the log.</summary>
    internal async Task WaitUntilAsync(WireCursor cursor, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = _moved.Next;
            if (_state is { Cursor: var at } && at.Epoch == cursor.Epoch && at.Position >= cursor.Position)
            {
                return;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Reads the names and the words. No change is applied during the read.</summary>
    internal T Read<T>(Func<SubjectIndex, ArchiveWords, T> read)
    {
        _lock.EnterReadLock();
        try
        {
            var state = _state ?? throw new InvalidOperationException("The index has not been loaded.");
            return read(state.Subjects, state.Words);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private void Change(State to, Action change)
    {
        _lock.EnterWriteLock();
        try
        {
            change();
            _state = to;
        }
        finally
        {
            _lock.ExitWriteLock();
        }

        _moved.Raise();
    }

    private sealed record State(SubjectIndex Subjects, ArchiveWords Words, WireCursor Cursor);
}
