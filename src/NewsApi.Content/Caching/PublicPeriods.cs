using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Caching;

/// <summary>
/// Knows the period that public content is in. It reads the position of the log, PostgreSQL's clock and the next due time in one snapshot:
/// whenever the log has moved, and after each <see cref="Invalidate"/>.
/// </summary>
public sealed class PublicPeriods(
    NewsDatabase database, NewsWire wire, CacheOptions options, TimeProvider time, ILogger<PublicPeriods> logger) : IAsyncDisposable
{
    // Articles that are overdue count too: then the next due time is in the past, until the log has the change.
    private static readonly string Select =
        $"""
        select head.epoch, head.position, now(), least(
          (select min(published_at) from article where {Publicity.ToAppearSql("article", "now()")}),
          (select min(expires_at) from article where {Publicity.ToLeaveSql("article")}))
        from wire_head head
        """;

    /// <summary>The longest wait for the changes that the log has got.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private PublicPeriod? _latest;
    private long _round;
    private RetryingLoop? _reading;
    private WireFollower? _following;

    /// <summary>The number of times that this process lost the thread of the log. Read it before the snapshot of an answer.</summary>
    public int Restarts => wire.Restarts;

    /// <summary>Starts to read periods. The wire must have been started. Without a start there is never a period.</summary>
    public void Start()
    {
        _following ??= new WireFollower("following the log for the cache", wire, wire.Head, WakeAsync, WakeAsync, time, logger);
        _reading ??= new RetryingLoop("reading the next due time", ReadAndWaitAsync, time, logger, database.Incidents);
    }

    /// <summary>
    /// Ends the present period. A writer calls it after the commit and before anybody learns of the commit: then no answer from before the
    /// commit is taken from a cache afterwards.
    /// </summary>
    public void Invalidate()
    {
        Interlocked.Increment(ref _round);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>
    /// Ends the present period if a snapshot has seen a later position of the log. So no client reads a later position first and then an
    /// earlier one.
    /// </summary>
    public void Observe(WireCursor cursor)
    {
        if (Volatile.Read(ref _latest) is { } latest && latest.Cursor != cursor
            && (latest.Cursor.Epoch != cursor.Epoch || latest.Cursor.Position < cursor.Position))
        {
            Invalidate();
        }
    }

    /// <summary>
    /// Returns the period that lasts at this moment; null if it is not known. Its position is at least the position of every commit before
    /// an <see cref="Invalidate"/>, and of every change that this process has read from the log.
    /// </summary>
    public PublicPeriod? FindCurrent()
    {
        if (Volatile.Read(ref _latest) is not { } latest || latest.Round != Interlocked.Read(ref _round))
        {
            return null;
        }

        var head = wire.Head;
        return head.Epoch == latest.Cursor.Epoch && head.Position <= latest.Cursor.Position && wire.Restarts == latest.Restarts
            && wire.TimeBehind < options.LongestLag && time.GetTimestamp() < latest.End && time.GetUtcNow() < latest.CalendarEnd
                ? latest
                : null;
    }

    /// <summary>Returns the time for which a cache of a client may use an answer of the period, which is the current one.</summary>
    public TimeSpan MeasureFreshness(PublicPeriod period)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), period.End);
        return left < options.MaxAge ? left : options.MaxAge;
    }

    /// <summary>Returns the time for which a cache of a client may use an answer: none if its period does not last any more.</summary>
    public TimeSpan MeasureFreshness(CachedAnswer answer) =>
        options.MaxAge > TimeSpan.Zero && FindCurrent() is { } period
        && period.Check(answer) is AnswerCheck.Holds or AnswerCheck.Carried ? MeasureFreshness(period) : TimeSpan.Zero;

    public async ValueTask DisposeAsync()
    {
        if (_following is not null && _reading is not null)
        {
            await _following.DisposeAsync();
            await _reading.DisposeAsync();
        }
    }

    private async Task ReadAndWaitAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _latest, await ReadAsync(cancellationToken));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(options.ClockInterval, time, either.Token), _wake.Reader.WaitToReadAsync(either.Token).AsTask());
        await either.CancelAsync();
        _wake.Reader.TryRead(out _);
    }

    private async Task<PublicPeriod> ReadAsync(CancellationToken cancellationToken)
    {
        // All this comes before the statement. PostgreSQL's clock is read later, so the ends below are not too late.
        var (round, restarts) = (Interlocked.Read(ref _round), wire.Restarts);
        var (started, calendar) = (time.GetTimestamp(), time.GetUtcNow());
        await using var command = database.Source.CreateCommand(Select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
        }

        var cursor = new WireCursor(reader.GetInt32(0), reader.GetInt64(1));
        var now = reader.GetDateTime(2);
        var until = await IsSetAsync(reader, cancellationToken) ? reader.GetDateTime(3) : DateTime.MaxValue;
        var left = until - now < LongestPeriod ? until - now : LongestPeriod;

        var history = _latest is { } latest && latest.Restarts == restarts
            ? await ContinueAsync(latest, cursor, now, until, cancellationToken)
            : null;
        history ??= PublicHistory.Begin(cursor.Position, now, until);
        return new PublicPeriod(cursor, until, history)
        {
            Restarts = restarts,
            Round = round,
            End = started + (long)(left.TotalSeconds * time.TimestampFrequency),
            CalendarEnd = calendar + left,
        };
    }

    /// <summary>Adds the changes since the latest period to its history. Returns null if they are not known or too many.</summary>
    /// <param name="cursor">The position of the log now.</param>
    private async ValueTask<PublicHistory?> ContinueAsync(
        PublicPeriod latest, WireCursor cursor, DateTime now, DateTime until, CancellationToken cancellationToken)
    {
        if (latest.Cursor == cursor)
        {
            // The next due time differs if an article has become public or has expired, and the log has no change of it.
            return latest.Until == until ? latest.History : null;
        }

        if (latest.Cursor.Epoch != cursor.Epoch || latest.Cursor.Position > cursor.Position
            || cursor.Position - latest.Cursor.Position > PublicHistory.MostChanges)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestWait);
        try
        {
            await wire.WaitUntilReadAsync(cursor, limit.Token);
            var changes = new List<WireChange>();
            for (var at = latest.Cursor; at.Position < cursor.Position;)
            {
                var batch = await wire.ReadNextAsync(at, limit.Token);
                if (batch.Rejection is not null)
                {
                    return null;
                }

                changes.AddRange(batch.Changes.Where(c => c.Position <= cursor.Position));
                at = batch.Cursor;
            }

            return latest.History.Add(changes, now, until);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The longest time for which a period counts without another read of PostgreSQL's clock.</summary>
    private TimeSpan LongestPeriod => 4 * options.ClockInterval;

    // Without scheduled articles and expiries there is no next due time.
    private static async Task<bool> IsSetAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        !await reader.IsDBNullAsync(3, cancellationToken);

    private Task WakeAsync<T>(T change, CancellationToken cancellationToken)
    {
        _wake.Writer.TryWrite(true);
        return Task.CompletedTask;
    }
}
