using System.Diagnostics;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Refreshes <see cref="Article.SearchNames"/> after the names of a person, place or topic have changed, or two of them were merged. Each
/// batch is one transaction, which also appends the batch's rows to the log and stores the progress. If a run is stopped, the next run
/// continues after the last committed batch. Articles whose names are up to date are not written.
/// </summary>
internal sealed class NameRefresh(NewsDatabase database)
{
    /// <summary>The name of the activity of a run. In a trace, it is the parent of the run's statements.</summary>
    public const string ActivityName = "newsapi.names.refresh";

    /// <summary>The largest number of articles that one transaction writes. Writers of these articles wait until it ends.</summary>
    private const int BatchSize = 200;

    /// <summary>The largest number of articles that one transaction compares. They are not locked.</summary>
    private const int WindowSize = 1000;

    private const string EveryArticle = "select id from article where id > $3 order by id limit $4";

    // A row of the log without names comes from an older version of the program, which does not write them. Nor does a row without facts.
    private static readonly string AffectedArticles =
        $"""
        with changed as materialized (
          select distinct kind, subject_id from wire_change where position > $1 and position <= $2 and (kind = {(short)ChangeKind.Entity}
          or coalesce(after, before) is null or not coalesce(after, before) ? 'searchNames'))
        select article_id from mention
        where entity_id in (select subject_id from changed where kind = {(short)ChangeKind.Entity}) and article_id > $3
        union
        select subject_id from changed where kind = {(short)ChangeKind.Article} and subject_id > $3
        order by 1 limit $4
        """;

    private const string StoredNames =
        """
        select id, search_names, array(select m.entity_id from mention m where m.article_id = article.id) from article
        where id = any($1) order by id
        """;

    private readonly CommandRunner _runner = new(database);

    /// <summary>Refreshes articles until their names are up to date with the head of the log. Several processes may run this.</summary>
    /// <returns>The number of articles that were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var activity = new Activity(ActivityName).Start();
        var all = 0;
        while (await RunBatchAsync(cancellationToken) is { } written)
        {
            all += written;
        }

        return all;
    }

    /// <returns>The number of articles that were written; null if the names were up to date.</returns>
    private async Task<int?> RunBatchAsync(CancellationToken cancellationToken)
    {
        var result = await _runner.RunOrThrowAsync<int?>(
            async connection =>
            {
                // Only one batch runs at a time in all processes. Lock the tree before the rows, as every writer of articles does.
                await using var one = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('newsapi names'))", connection);
                await one.ExecuteNonQueryAsync(cancellationToken);
                await TreeLock.ShareAsync(connection, cancellationToken);
                if (await NameRefreshProgress.ReadAsync(connection, cancellationToken) is not { } progress)
                {
                    return new PendingResult<int?>.Unchanged(null);
                }

                var window = await WindowAsync(connection, progress, cancellationToken);
                long[] outdated = [.. (await OutdatedAsync(connection, window, cancellationToken)).Take(BatchSize)];
                var changes = await ChangesAsync(connection, outdated, cancellationToken);
                var log = await ArticleWriter.WriteNamesAsync(connection, changes, cancellationToken);
                var next = outdated.Length == BatchSize ? progress with { AfterId = outdated[^1] }
                    : window.Length == WindowSize ? progress with { AfterId = window[^1] }
                    : progress.End();
                await next.WriteAsync(connection, cancellationToken);
                return new PendingResult<int?>.Changed(changes.Count, log);
            },
            cancellationToken);
        return result is CommandResult<int?>.Committed committed ? committed.Value : null;
    }

    /// <summary>Returns the ids of the next articles of the pass, in order.</summary>
    private static async Task<long[]> WindowAsync(
        NpgsqlConnection connection, NameRefreshProgress progress, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(progress.IsFull ? EveryArticle : AffectedArticles, connection);
        foreach (var number in (long[])[progress.Done.Position, progress.Target ?? 0, progress.AfterId, WindowSize])
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    /// <summary>Returns the ids of the articles whose stored names differ from the names of their mentions, in order.</summary>
    private static async Task<IEnumerable<long>> OutdatedAsync(
        NpgsqlConnection connection, long[] articles, CancellationToken cancellationToken)
    {
        var stored = new List<(long Id, string? Names, long[] Entities)>();
        await using (var command = new NpgsqlCommand(StoredNames, connection))
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = articles });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var names = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1);
                stored.Add((reader.GetInt64(0), names, reader.GetFieldValue<long[]>(2)));
            }
        }

        var current = await ArticleNames.ReadAsync(connection, stored.SelectMany(a => a.Entities), cancellationToken);
        return stored.Where(a => a.Names != ArticleNames.Join(a.Entities, current)).Select(a => a.Id);
    }

    /// <summary>Locks articles, and compares their names again. Another writer may have changed their mentions meanwhile.</summary>
    private static async Task<List<(Article Before, Article After)>> ChangesAsync(
        NpgsqlConnection connection, long[] outdated, CancellationToken cancellationToken)
    {
        if (outdated.Length == 0)
        {
            return [];
        }

        Article[] stored = [.. (await ArticleStore.LockAsync(connection, outdated, cancellationToken)).Values.OrderBy(a => a.Id)];
        var refreshed = Array.ConvertAll(stored, a => a.Copy());
        await ArticleNames.SetAsync(connection, refreshed, cancellationToken);
        return [.. stored.Zip(refreshed).Where(c => c.First.SearchNames != c.Second.SearchNames)];
    }
}
