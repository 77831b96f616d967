using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>Reads the log into the tail. Only one loop may call this class, because it keeps its connection.</summary>
/// <param name="moved">Raised after the tail has changed.</param>
internal sealed class TailReader(
    NewsDatabase database, WireTail tail, WireOptions options, AsyncSignal moved, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly WireReader _reader = new(database, keepsConnection: true);

    // The newest position that a read of the log returned, and the time of the last read that reached it.
    private long _known;
    private long _reached;

    // The time of the change at the head of the tail; null if that change is not known.
    private DateTimeOffset? _headTime;

    // True if the log of the standby went back, and the log line about it is written.
    private bool _isAheadOfStandby;

    /// <summary>The newest position that a read of the log returned.</summary>
    public long Known => Interlocked.Read(ref _known);

    /// <summary>The time since the tail last had every change of the log.</summary>
    public TimeSpan TimeBehind => time.GetElapsedTime(Interlocked.Read(ref _reached));

    private WireCursor Head => tail.Head;

    /// <summary>Reads the newest changes into the tail. Begins a new epoch if the database was restored from a dump.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!database.OnlyReads && await WireEpoch.BeginIfRestoredAsync(database, cancellationToken) is { } begin)
        {
            logger.LogWarning(
                "The database was restored from a backup: the change log continues at {Begin}, and older cursors are rejected", begin);
        }

        var now = await _reader.ReadAsync(long.MaxValue, 1, cancellationToken);
        tail.Restart(now.Head with { Position = Math.Max(now.Floor, now.Head.Position - options.TailChanges) });
        await ReadToHeadAsync(cancellationToken);
    }

    /// <summary>Appends all changes after the head of the tail.</summary>
    public async Task ReadToHeadAsync(CancellationToken cancellationToken)
    {
        LogSegment? read;
        do
        {
            read = await ReadAsync(cancellationToken);
            if (read is null)
            {
                // The tail has more than the standby. The time of the last read stays, so that this process is not ready after a while.
                return;
            }

            Interlocked.Exchange(ref _known, read.Head.Position);
        }
        while (Append(read));

        Interlocked.Exchange(ref _reached, time.GetTimestamp());
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    /// <summary>
    /// Reads the changes after the head. If the log has lost the change at the head, or has another one in its place, this begins a new
    /// epoch, because cursors of lost changes cannot be distinguished from cursors of the changes that took their positions. A process
    /// that only reads cannot begin one. It waits: for the standby to have that change too, or for the epoch that a writer begins.
    /// </summary>
    /// <returns>Null if this process only reads, and the log went back.</returns>
    private async Task<LogSegment?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _reader.ReadAsync(Head.Position, options.ChunkChanges, cancellationToken);
        if (!WentBack(read))
        {
            _isAheadOfStandby = false;
            return read;
        }

        var before = Head;
        if (database.OnlyReads)
        {
            LogAheadOfStandby(read.Head);
            return null;
        }

        if (await WireEpoch.BeginIfWentBackAsync(database, before, _headTime, cancellationToken) is { } begin)
        {
            logger.LogCritical(
                "The change log went back from {Before} to {Head}: PostgreSQL lost changes, in a restore or a failover. It continues at "
                + "{Begin}; older cursors are rejected",
                before, read.Head, begin);
        }

        read = await _reader.ReadAsync(before.Position, options.ChunkChanges, cancellationToken);
        return !WentBack(read) ? read : throw new InvalidDataException(
            $"The log was read to {before} and now ends at {read.Head}, but not on the server that is written to.");
    }

    private void LogAheadOfStandby(WireCursor found)
    {
        if (!_isAheadOfStandby)
        {
            logger.LogError(
                "This process has read the change log to {Head}, and the standby has another log, to {Found}: it is behind, or the primary "
                + "lost changes. Subscribers wait. If this does not end, run `newsapi wire reset` on the primary",
                Head, found);
        }

        _isAheadOfStandby = true;
    }

    private bool WentBack(LogSegment read) => read.Head.Epoch == Head.Epoch
        && (read.Head.Position < Head.Position || (_headTime is { } time && read.TimeBefore is { } found && found != time));

    /// <summary>Appends changes that were read from the log to the tail. Returns true if the log has more changes.</summary>
    private bool Append(LogSegment read)
    {
        var head = Head;
        if (head == read.Head)
        {
            return false;
        }

        switch (read.FindRejection(head))
        {
            case WireRejection.OtherEpoch:
                logger.LogWarning("The change log began a new epoch at {Head}; cursors of the previous epoch are rejected", read.Head);
                tail.Restart(read.Head);
                _headTime = null;
                break;
            case WireRejection.Expired:
                logger.LogWarning(
                    "Changes after {Head} have been deleted; this process continues from position {Floor}", head, read.Floor);
                tail.Restart(head with { Position = read.Floor });
                tail.Append(read.Changes);
                break;
            default:
                tail.Append(read.Changes);
                break;
        }

        _headTime = read.Changes is [.., var last] && last.Position == Head.Position ? last.CommittedAt : _headTime;
        moved.Raise();
        return Head.Epoch == read.Head.Epoch && Head.Position < read.Head.Position;
    }
}
