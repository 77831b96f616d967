using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>
/// Tells the log what the clock does to articles: that one has become public, or has expired, at that second. Any number of
/// processes may run it, and each event is written once; what became due while none ran is written at the next start. Whether an
/// article shows never depends on it.
/// </summary>
public sealed class DueArticles(NewsDatabase database, NewsWire wire, WireOptions options, TimeProvider time, ILogger<DueArticles> logger) : IAsyncDisposable
{
    // The clock stands in a sub-select, so that it is read once and an index can be searched by it. Rows that another process, or
    // an editor, is at are skipped: whoever holds them sets `announced` right. What is locked is checked again as it is by then.
    internal const string Due =
        """
        with clock as materialized (select clock_timestamp() as now),
        appearing as (
          select id, published_at as due from article where not announced and withdrawn_at is null and published_at is not null
            and coalesce(expires_at, 'infinity') > (select now from clock) and published_at <= (select now from clock)
          order by published_at, id limit $1 for update skip locked
        ), leaving as (
          select id, expires_at as due from article where announced and expires_at <= (select now from clock)
          order by expires_at, id limit $1 for update skip locked
        )
        select id from (select * from appearing union all select * from leaving) due order by due, id
        """;

    internal const string Next =
        """
        with clock as materialized (select clock_timestamp() as now)
        select extract(epoch from least(
          (select min(published_at) from article where not announced and withdrawn_at is null and published_at is not null
             and coalesce(expires_at, 'infinity') > (select now from clock)),
          (select min(expires_at) from article where announced and expires_at is not null)) - (select now from clock))::float8
        """;

    // Wakes the loop: somebody scheduled something, maybe for the next instant.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private SteadyLoop? _writing;
    private SteadyLoop? _following;
    private WireCursor _followed;

    /// <summary>Starts; the wire must have been started.</summary>
    public void Start()
    {
        _followed = wire.Head;
        _writing ??= new SteadyLoop("announcing what became due", WriteAndWaitAsync, time, logger);
        _following ??= new SteadyLoop("following schedules", FollowAsync, time, logger);
    }

    public async ValueTask DisposeAsync()
    {
        if (_following is not null && _writing is not null)
        {
            await _following.DisposeAsync();
            await _writing.DisposeAsync();
        }
    }

    /// <summary>Writes what is due by now, and nobody else is writing, into the log.</summary>
    /// <returns>How many articles that were.</returns>
    public async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            var written = await WriteBatchAsync(cancellationToken);
            all += written;
            if (written < options.DueBatch)
            {
                return all;
            }
        }
    }

    private async Task<int> WriteBatchAsync(CancellationToken cancellationToken)
    {
        await using var write = await WriteTransaction.BeginAsync(database.Source, cancellationToken);
        await TreeLock.ShareAsync(write.Connection, cancellationToken);
        var due = await LockDueAsync(write.Connection, cancellationToken);
        if (due.Length == 0)
        {
            return 0;
        }

        // After the locks: what an editor committed meanwhile counts, and so does the time that passed.
        var now = await DatabaseClock.ReadAsync(write.Connection, cancellationToken);
        var articles = await StoredArticles.LoadAsync(write.Connection, due, cancellationToken);
        var lineages = await Lineage.ReadAsync(write.Connection, articles.Values.SelectMany(a => a.Mentions).Select(m => m.EntityId), cancellationToken);
        var entries = new List<ChangeEntry>(due.Length);
        foreach (var article in due.Select(id => articles[id]).Where(a => a.Announced != a.IsPublicAt(now)))
        {
            var facts = ChangeFacts.Of(article, lineages).ToJson();
            entries.Add(ArticleWriter.Entry(article.Id, article.Announced ? facts : null, article.Announced ? null : facts));
        }

        if (entries.Count > 0)
        {
            await TurnAsync(write.Connection, [.. entries.Select(e => e.SubjectId)], cancellationToken);
            await WireWriter.AppendAsync(write.Connection, entries, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return due.Length;
    }

    private async Task<long[]> LockDueAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Due, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.DueBatch });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    private static async Task TurnAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update article set announced = not announced where id = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteAndWaitAsync(CancellationToken cancellationToken)
    {
        var next = await NextAsync(cancellationToken);
        if (next > TimeSpan.Zero)
        {
            await WaitAsync(next < options.LookInterval ? next : options.LookInterval, cancellationToken);
        }
        else if (await WriteAsync(cancellationToken) == 0)
        {
            // Due, and somebody else is at it.
            await WaitAsync(options.DueRetry, cancellationToken);
        }
    }

    /// <summary>How long until the next article becomes due, by the database's clock; up to the next whole millisecond, so that nobody wakes just too early.</summary>
    private async Task<TimeSpan> NextAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Next);
        return await command.ExecuteScalarAsync(cancellationToken) is double seconds
            ? TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(seconds, 0, 86_400) * 1000))
            : TimeSpan.MaxValue;
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(atMost, time, either.Token), _wake.Reader.WaitToReadAsync(either.Token).AsTask());
        await either.CancelAsync();
        _wake.Reader.TryRead(out _);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var batch = await wire.NextAsync(_followed, cancellationToken);
        _followed = batch.Cursor;
        if (batch.Refusal is not null || batch.Changes.Any(c => c.Kind == ChangeKind.Article))
        {
            _wake.Writer.TryWrite(true);
        }
    }
}
