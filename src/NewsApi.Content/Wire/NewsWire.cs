using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>
/// The change log in one process. The process reads the log from PostgreSQL once, in order, and all readers share the changes. A reader
/// passes the cursor of each batch to the next read, and so gets every change once. If a read would miss changes, the cursor is rejected,
/// so a gap is never silent.
/// </summary>
public sealed class NewsWire : IAsyncDisposable
{
    private readonly NewsDatabase _database;
    private readonly WireOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NewsWire> _logger;
    private readonly StandbyLag? _lag;

    // Shared by all readers.
    private readonly WireTail _tail;
    private readonly TailReader _reader;
    private readonly WireReader _backlogReader;
    private readonly AsyncSignal _moved = new();
    private readonly AsyncSignal _polled = new();
    private readonly SemaphoreSlim _backlogReads;

    // Wakes the single loop that reads the log. Several wake-ups before the next round of the loop count as one.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // The number of requested polls, and the number of them that were requested before the last finished poll began.
    private long _requested;
    private long _served;

    private WireListener? _listener;
    private RetryingLoop? _reading;

    /// <param name="lag">The lag of the standby that this process reads; null if nothing measures it.</param>
    public NewsWire(
        NewsDatabase database, WireOptions options, TimeProvider time, ILogger<NewsWire> logger, StandbyLag? lag = null)
    {
        (_database, _options, _time, _logger, _lag) = (database, options, time, logger, lag);
        _tail = new WireTail(options.TailChanges, options.TailBytes);
        _reader = new TailReader(database, _tail, options, _moved, time, logger);
        _backlogReader = new WireReader(database);
        _backlogReads = new SemaphoreSlim(options.LaggardReads);
    }

    /// <summary>The failures of the database of the log.</summary>
    public DatabaseIncidents Incidents => _database.Incidents;

    /// <summary>The cursor of the newest change that this process has read.</summary>
    public WireCursor Head => _tail.Head;

    /// <summary>
    /// The number of times that this process lost the thread of the log, because the epoch changed, the log went back, or changes were
    /// deleted before they were read. What was derived from the log before does not hold any more.
    /// </summary>
    public int Restarts => _tail.Restarts;

    /// <summary>The number of changes that a read of the log has seen at its head, and that this process has not read yet.</summary>
    public long ChangesBehind => Math.Max(0, _reader.Known - Head.Position);

    /// <summary>
    /// The time since this process last had read the log up to its head. It stays below <see cref="WireOptions.PollInterval"/> and the
    /// duration of a read. If it grows, subscribers get nothing, even if no change is known.
    /// </summary>
    public TimeSpan TimeBehind => _reader.TimeBehind;

    /// <summary>
    /// True if this process has not read the log up to its head for longer than <see cref="WireOptions.StandstillTime"/>, so that its
    /// subscribers get nothing.
    /// </summary>
    public bool StandsStill => TimeBehind > _options.StandstillTime;

    /// <summary>
    /// Starts reading the log, and returns when this process has read the log up to the head. The start also reads the newest changes into
    /// memory, because after a restart all clients resume near the head at the same time.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_reading is not null)
        {
            throw new InvalidOperationException("The wire has been started already.");
        }

        await _reader.StartAsync(cancellationToken);
        _reading = new RetryingLoop("reading the wire", ReadToHeadAsync, _time, _logger, _database.Incidents);
        _listener = new WireListener(_database, _options, Wake, _time, _logger);
    }

    /// <summary>
    /// Returns when this process has read the log at least up to the cursor. If the cursor has another epoch, the call waits until this
    /// process reads a log of that epoch. If this process never reads such a log, only the cancellation of the token ends the wait.
    /// </summary>
    public async Task WaitUntilReadAsync(WireCursor cursor, CancellationToken cancellationToken)
    {
        for (var first = true; ; first = false)
        {
            var moved = _moved.Next;
            if (Head is var head && head.Epoch == cursor.Epoch && head.Position >= cursor.Position)
            {
                return;
            }

            if (first)
            {
                // The cursor exists, so its change is committed: read it without waiting for the notification.
                Wake();
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Returns the changes after the cursor up to a position. Returns null if this process does not have all of them in memory, or if they
    /// are more than <paramref name="most"/>.
    /// </summary>
    public IReadOnlyList<WireChange>? FindInMemory(WireCursor after, long upTo, int most)
    {
        var count = upTo - after.Position;
        return count is >= 0 && count <= most
            && _tail.Read(after, (int)count, out var changes) is TailPosition.Within or TailPosition.AtHead && changes.Length == count
                ? changes
                : null;
    }

    /// <summary>
    /// Waits until the log has a change after the cursor, and returns the changes directly after the cursor. The changes come from memory,
    /// or from PostgreSQL if they are older than the changes in memory. If the cursor is rejected, the batch has the reason instead of
    /// changes.
    /// </summary>
    public async ValueTask<WireBatch> ReadNextAsync(WireCursor after, CancellationToken cancellationToken)
    {
        for (var polled = false; ;)
        {
            var moved = _moved.Next;
            switch (_tail.Read(after, _options.BatchChanges, out var changes))
            {
                case TailPosition.Within:
                    return WireBatch.From(after.Epoch, changes);
                case TailPosition.AtHead:
                    await moved.WaitAsync(cancellationToken);
                    break;
                case TailPosition.Before:
                    if (await ReadBacklogAsync(after, cancellationToken) is { } batch)
                    {
                        return batch;
                    }

                    // The log was restored to an earlier state, and the tail still has later changes. Without a poll here, this loop would
                    // query PostgreSQL without a pause until the next poll.
                    await PollAsync(cancellationToken);
                    break;
                case TailPosition.Ahead or TailPosition.OtherEpoch when !polled:
                    // The cursor may come from a page of another process that has read further: poll once before rejecting it.
                    await PollAsync(cancellationToken);
                    polled = true;
                    break;
                case TailPosition.Ahead:
                    return WireBatch.From(new WireRejection.Future(Head));
                case TailPosition.OtherEpoch:
                    return WireBatch.From(new WireRejection.OtherEpoch(Head));
            }
        }
    }

    /// <summary>
    /// Returns the reason why a reader cannot continue from the cursor; null if the reader can continue. If this process reads a standby,
    /// waits until the standby has the change of the cursor, or has all changes and so shows that there is no such change; at most
    /// <see cref="WireOptions.StandbyWait"/>.
    /// </summary>
    public async ValueTask<WireRejection?> CheckCursorAsync(WireCursor after, CancellationToken cancellationToken)
    {
        if (_tail.Read(after, 1, out _) is TailPosition.Ahead or TailPosition.OtherEpoch)
        {
            await PollAsync(cancellationToken);
        }

        if (_database.OnlyReads && _tail.Read(after, 1, out _) == TailPosition.Ahead)
        {
            await WaitForStandbyAsync(after, cancellationToken);
            await PollAsync(cancellationToken);
        }

        return _tail.Read(after, 1, out _) switch
        {
            TailPosition.Ahead => new WireRejection.Future(Head),
            TailPosition.OtherEpoch => new WireRejection.OtherEpoch(Head),
            TailPosition.Before => (await ReadBacklogAsync(after, cancellationToken))?.Rejection,
            _ => null,
        };
    }

    /// <summary>
    /// Stops reading the log. Does not end waiting calls of other methods: such a call ends only when its own token is cancelled.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_listener is not null && _reading is not null)
        {
            await _listener.DisposeAsync();
            await _reading.DisposeAsync();
        }

        await _reader.DisposeAsync();

        _backlogReads.Dispose();
    }

    private async Task WaitForStandbyAsync(WireCursor cursor, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(_options.StandbyWait);
        var read = WaitUntilReadAsync(cursor, wait.Token);
        await Task.WhenAny(read, _lag?.WaitUntilUpToDateAsync(wait.Token) ?? read);
        await wait.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>
    /// Requests a poll of the log, and returns when the poll has finished. The poll begins after the request. Concurrent callers share one
    /// poll.
    /// </summary>
    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var mine = Interlocked.Increment(ref _requested);
        Wake();
        while (true)
        {
            var polled = _polled.Next;
            if (Interlocked.Read(ref _served) >= mine)
            {
                return;
            }

            await polled.WaitAsync(cancellationToken);
        }
    }

    /// <summary>One round of the loop that reads the log: waits for a wake-up, then reads the log up to the head.</summary>
    private async Task ReadToHeadAsync(CancellationToken cancellationToken)
    {
        await _wake.Reader.ReadAsync(cancellationToken);
        try
        {
            var requested = Interlocked.Read(ref _requested);
            await _reader.ReadToHeadAsync(cancellationToken);
            if (requested != _served)
            {
                Interlocked.Exchange(ref _served, requested);
                _polled.Raise();
            }
        }
        catch
        {
            // The wake-up is consumed, but its changes are not read. Without another wake-up, they would be read only at the next poll.
            Wake();
            throw;
        }
    }

    /// <summary>
    /// Reads the changes after a cursor from PostgreSQL, if they are older than the changes in memory. Returns null if the log ends at the
    /// cursor. This happens if an older database was restored, so that the tail still has changes that the log no longer has. To get
    /// changes, the caller must poll the log, and then read the tail again.
    /// </summary>
    private async Task<WireBatch?> ReadBacklogAsync(WireCursor after, CancellationToken cancellationToken)
    {
        await _backlogReads.WaitAsync(cancellationToken);
        try
        {
            var read = await _backlogReader.ReadAsync(after.Position, _options.BatchChanges, cancellationToken);
            return read.FindRejection(after) is { } rejection ? WireBatch.From(rejection)
                : read.Changes.Count > 0 ? WireBatch.From(after.Epoch, read.Changes)
                : null;
        }
        finally
        {
            _backlogReads.Release();
        }
    }
}
