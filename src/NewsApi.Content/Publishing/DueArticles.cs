using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Appends a row to the log when an article becomes public or expires because time has passed. Any number of processes may run this, and
/// each event is appended once. Events that became due while no process ran are appended at the next start. Readers do not depend on these
/// rows: <see cref="Publicity"/> decides by the clock which articles they see.
/// </summary>
public sealed class DueArticles(
    NewsDatabase database, NewsWire wire, DueArticlesOptions options, TimeProvider time, ILogger<DueArticles> logger) : IAsyncDisposable
{
    /// <summary>The name of the activity of the loop. In a trace, it is the parent of the statements.</summary>
    internal const string ActivityName = "newsapi.articles.due";

    // The clock is a sub-select, so that it is read once and PostgreSQL can search an index by it.
    private const string Clock = "(select now from clock)";

    // The first requests after a start need the processor.
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromSeconds(3);

    // Rows that another writer has locked are skipped: that writer sets `announced` itself. PostgreSQL checks the condition again when it
    // has locked a row.
    internal static readonly string Due =
        $"""
        with clock as materialized (select clock_timestamp() as now),
        appearing as (
          select id, published_at as due from article where {Publicity.AppearingSql("article", Clock)}
          order by published_at, id limit $1 for update skip locked
        ), leaving as (
          select id, expires_at as due from article where {Publicity.LeavingSql("article", Clock)}
          order by expires_at, id limit $1 for update skip locked
        )
        select id from (select * from appearing union all select * from leaving) due order by due, id
        """;

    internal static readonly string Next =
        $"""
        with clock as materialized (select clock_timestamp() as now)
        select extract(epoch from least(
          (select min(published_at) from article where {Publicity.ToAppearSql("article", Clock)}),
          (select min(expires_at) from article where {Publicity.ToLeaveSql("article")})) - {Clock})::float8
        """;

    // Wakes the loop after a change of an article: a schedule may have become due at once.
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private RetryingLoop? _writing;
    private WireFollower? _following;
    private bool _isWarm;
    private long _started;

    /// <summary>
    /// Starts the loop that appends due articles, and the follower that wakes this loop when an article changes. The wire must have been
    /// started.
    /// </summary>
    public void Start()
    {
        // The follower first: a schedule that is committed after the loop has looked must wake it.
        _started = time.GetTimestamp();
        _following ??= new WireFollower("following schedules", wire, wire.Head, WakeForArticlesAsync, WakeAsync, time, logger);
        _writing ??= new RetryingLoop("logging due articles", WriteAndWaitAsync, time, logger, database.Incidents);
    }

    public async ValueTask DisposeAsync()
    {
        if (_following is not null && _writing is not null)
        {
            await _following.DisposeAsync();
            await _writing.DisposeAsync();
        }
    }

    /// <summary>Appends a row to the log for every article that is due now. Leaves out articles that another writer has locked.</summary>
    /// <returns>The number of due articles.</returns>
    public async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            var written = await WriteBatchAsync(cancellationToken);
            all += written;
            if (written < options.Batch)
            {
                return all;
            }
        }
    }

    private async Task<int> WriteBatchAsync(CancellationToken cancellationToken)
    {
        await using var write = await WriteTransaction.BeginAsync(database, cancellationToken);
        await TreeLock.ShareAsync(write.Connection, cancellationToken);
        var due = await LockDueAsync(write.Connection, cancellationToken);
        if (due.Length == 0)
        {
            return 0;
        }

        // Read the clock and the articles after the locks: an editor may have committed a change meanwhile, and time has passed.
        var now = await DatabaseClock.ReadAsync(write.Connection, cancellationToken);
        var entries = new List<ChangeEntry>(due.Length);
        foreach (var (article, facts) in await FactsAsync(write.Connection, due, cancellationToken))
        {
            if (article.IsDueAt(now))
            {
                entries.Add(ArticleWriter.Entry(article.Id, article.IsPublicInLog ? facts : null, article.IsPublicInLog ? null : facts));
            }
        }

        if (entries.Count > 0)
        {
            await SetIsPublicInLogAsync(write.Connection, [.. entries.Select(e => e.SubjectId)], cancellationToken);
            await WireWriter.AppendAsync(write.Connection, entries, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return due.Length;
    }

    /// <summary>Reads articles with their facts as JSON, in the order of their ids.</summary>
    private static async Task<IEnumerable<(Article Article, string Facts)>> FactsAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var articles = await ArticleStore.LoadAsync(connection, ids, cancellationToken);
        var named = articles.Values.SelectMany(a => a.Mentions).Select(m => m.EntityId);
        var lineages = await Lineage.ReadAsync(connection, named, cancellationToken);
        return ids.Where(articles.ContainsKey).Select(id => (articles[id], ChangeFacts.Of(articles[id], lineages).ToJson()));
    }

    private async Task<long[]> LockDueAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Due, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Batch });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    private static async Task SetIsPublicInLogAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update article set announced = not announced where id = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteAndWaitAsync(CancellationToken cancellationToken)
    {
        using var activity = new Activity(ActivityName).Start();
        var next = await NextAsync(cancellationToken);
        var isTime = next <= 2 * WarmUpPause || time.GetElapsedTime(_started) >= WarmUpPause;
        if (!_isWarm && isTime && next > TimeSpan.Zero)
        {
            await WarmUpAsync(cancellationToken);
            _isWarm = true;
        }
        else if (next > TimeSpan.Zero)
        {
            await WaitAsync(next < options.PollInterval ? next : options.PollInterval, cancellationToken);
        }
        else if (await WriteAsync(cancellationToken) == 0)
        {
            // An article is due, and another writer has locked it.
            await WaitAsync(options.RetryInterval, cancellationToken);
        }
    }

    /// <summary>
    /// Reads the facts of one article and ignores them. .NET compiles code at its first use, which takes seconds on a busy machine. The
    /// first embargo must not wait for that compilation.
    /// </summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(database.Source, cancellationToken);
        await using var newest = new NpgsqlCommand("select id from article order by id desc limit 1", connection);
        var id = await newest.ExecuteScalarAsync(cancellationToken) as long?;
        _ = (await FactsAsync(connection, [id ?? 0], cancellationToken)).ToList();
    }

    /// <summary>
    /// Returns the time until the next article becomes due, by PostgreSQL's clock. It is rounded up to a whole millisecond, so that the
    /// loop does not wake just too early.
    /// </summary>
    private async Task<TimeSpan> NextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(database.Source, cancellationToken);
        await using var command = new NpgsqlCommand(Next, connection);
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

    private Task WakeForArticlesAsync(WireBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Changes.Any(c => c.Kind == ChangeKind.Article))
        {
            _wake.Writer.TryWrite(true);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Wakes the loop after the follower's cursor was rejected, because one of the missed changes may have scheduled an article.
    /// </summary>
    private Task WakeAsync(WireRejection rejection, CancellationToken cancellationToken)
    {
        _wake.Writer.TryWrite(true);
        return Task.CompletedTask;
    }
}
