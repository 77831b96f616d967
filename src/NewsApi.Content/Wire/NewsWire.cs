using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>
/// The change log as one process reads it: once, in order, for everybody in it. Whoever goes on from cursor to cursor sees every
/// change once, or is told that it cannot; nobody is told less than that.
/// </summary>
public sealed class NewsWire : IAsyncDisposable
{
    private readonly NewsDatabase _database;
    private readonly WireOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NewsWire> _logger;
    private readonly WireReader _reader;

    // Shared by all readers.
    private readonly WireTail _tail;
    private readonly AsyncSignal _moved = new();
    private readonly AsyncSignal _looked = new();
    private readonly SemaphoreSlim _laggards;

    // Wakes the one loop that reads; several wakes before it comes round are one.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // How many looks were asked for, and the last of those that a finished look began after.
    private long _asked;
    private long _answered;

    private WireListener? _listener;
    private RetryingLoop? _reading;

    public NewsWire(NewsDatabase database, WireOptions options, TimeProvider time, ILogger<NewsWire> logger)
    {
        (_database, _options, _time, _logger) = (database, options, time, logger);
        _reader = new WireReader(database.Wire);
        _tail = new WireTail(options.TailChanges, options.TailBytes);
        _laggards = new SemaphoreSlim(options.LaggardReads);
    }

    /// <summary>As far as this process has read.</summary>
    public WireCursor Head => _tail.Head;

    /// <summary>
    /// Starts reading, and returns when this process stands where the log does. The recent end is in memory by then, because
    /// after a restart everybody resumes there at once.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_reading is not null)
        {
            throw new InvalidOperationException("It was started already.");
        }

        var now = await _reader.ReadAsync(long.MaxValue, 1, cancellationToken);
        _tail.Restart(now.Head with { Position = Math.Max(now.Floor, now.Head.Position - _options.TailChanges) });
        while (Take(await ReadOnAsync(cancellationToken)))
        {
        }

        _reading = new RetryingLoop("reading the wire", ReadAsync, _time, _logger);
        _listener = new WireListener(_database.Wire, _options, Wake, _time, _logger);
    }

    /// <summary>
    /// Returns when this process has read at least that far. A cursor of another epoch it waits for until this process is in
    /// that epoch, which may be never: the token bounds it.
    /// </summary>
    public async Task WaitForAsync(WireCursor cursor, CancellationToken cancellationToken)
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
                // Somebody has seen it, so it is there to be read: no need to wait for the notification.
                Wake();
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The changes right after a cursor, waiting until there is one: from memory, or from PostgreSQL for whoever is far behind.
    /// A refusal is final for that cursor.
    /// </summary>
    public async ValueTask<WireBatch> NextAsync(WireCursor after, CancellationToken cancellationToken)
    {
        for (var looked = false; ;)
        {
            var moved = _moved.Next;
            switch (_tail.Look(after, _options.BatchChanges, out var changes))
            {
                case TailPosition.Within:
                    return WireBatch.Of(after.Epoch, changes);
                case TailPosition.AtHead:
                    await moved.WaitAsync(cancellationToken);
                    break;
                case TailPosition.Before:
                    if (await ReadBehindAsync(after, cancellationToken) is { } batch)
                    {
                        return batch;
                    }

                    break;
                case TailPosition.Ahead or TailPosition.OtherEpoch when !looked:
                    // A page may have been read a moment before this process has come that far, or to that epoch: look once more.
                    await LookAsync(cancellationToken);
                    looked = true;
                    break;
                case TailPosition.Ahead:
                    return WireBatch.Refused(new WireRefusal.Future(Head));
                case TailPosition.OtherEpoch:
                    return WireBatch.Refused(new WireRefusal.OtherEpoch(Head));
            }
        }
    }

    /// <summary>Why nobody could go on from that cursor; null where one can.</summary>
    public async ValueTask<WireRefusal?> CheckAsync(WireCursor after, CancellationToken cancellationToken)
    {
        if (_tail.Look(after, 1, out _) is TailPosition.Ahead or TailPosition.OtherEpoch)
        {
            await LookAsync(cancellationToken);
        }

        return _tail.Look(after, 1, out _) switch
        {
            TailPosition.Ahead => new WireRefusal.Future(Head),
            TailPosition.OtherEpoch => new WireRefusal.OtherEpoch(Head),
            TailPosition.Before => (await ReadBehindAsync(after, cancellationToken))?.Refusal,
            _ => null,
        };
    }

    /// <summary>Stops reading. Whoever still waits ends by its own token.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_listener is not null && _reading is not null)
        {
            await _listener.DisposeAsync();
            await _reading.DisposeAsync();
        }

        _laggards.Dispose();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Returns after a look at the log that began after this call; all who call meanwhile share it.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var mine = Interlocked.Increment(ref _asked);
        Wake();
        while (true)
        {
            var looked = _looked.Next;
            if (Interlocked.Read(ref _answered) >= mine)
            {
                return;
            }

            await looked.WaitAsync(cancellationToken);
        }
    }

    /// <summary>One round of the loop: waits until it is woken, then reads up to the head.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _wake.Reader.ReadAsync(cancellationToken);
        try
        {
            var asked = Interlocked.Read(ref _asked);
            while (Take(await ReadOnAsync(cancellationToken)))
            {
            }

            if (asked != _answered)
            {
                Interlocked.Exchange(ref _answered, asked);
                _looked.Raise();
            }
        }
        catch
        {
            // What woke it is still to be read.
            Wake();
            throw;
        }
    }

    private Task<LogSegment> ReadOnAsync(CancellationToken cancellationToken) =>
        _reader.ReadAsync(Head.Position, _options.ChunkChanges, cancellationToken);

    /// <summary>Takes what was read into the tail; true where there is more.</summary>
    private bool Take(LogSegment read)
    {
        var head = Head;
        if (head == read.Head)
        {
            return false;
        }

        switch (read.RefusalOf(head))
        {
            case WireRefusal.OtherEpoch:
                _logger.LogWarning("The change log began a new epoch at {Head}; cursors of the one before are refused", read.Head);
                _tail.Restart(read.Head);
                break;
            case WireRefusal.Future:
                // Whoever stands beyond the head is refused; who stands before it cannot be told from the readers of the other log.
                _logger.LogCritical(
                    "The change log went back from {Before} to {Head}: the database was replaced by an older one without newsapi wire reset", head, read.Head);
                _tail.Restart(read.Head);
                break;
            case WireRefusal.Expired:
                _logger.LogWarning("Changes from {Head} on are no longer kept; this process goes on from position {Floor}", head, read.Floor);
                _tail.Restart(head with { Position = read.Floor });
                _tail.Append(read.Changes);
                break;
            default:
                _tail.Append(read.Changes);
                break;
        }

        _moved.Raise();
        return Head.Epoch == read.Head.Epoch && Head.Position < read.Head.Position;
    }

    /// <summary>For a reader that memory does not reach back to; null where memory has gone on meanwhile and should be asked again.</summary>
    private async Task<WireBatch?> ReadBehindAsync(WireCursor after, CancellationToken cancellationToken)
    {
        await _laggards.WaitAsync(cancellationToken);
        try
        {
            var read = await _reader.ReadAsync(after.Position, _options.BatchChanges, cancellationToken);
            return read.RefusalOf(after) is { } refusal ? WireBatch.Refused(refusal)
                : read.Changes.Count > 0 ? WireBatch.Of(after.Epoch, read.Changes)
                : null;
        }
        finally
        {
            _laggards.Release();
        }
    }
}
