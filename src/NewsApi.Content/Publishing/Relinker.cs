using System.Runtime.CompilerServices;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Links every stored article again, after a gazetteer changed. Each batch is one transaction, which also appends the batch's rows to the
/// log. Only articles whose mentions change are written. Each batch stores the progress. If a run is stopped, the next run continues after
/// the last committed batch.
/// </summary>
public sealed class Relinker(NewsDatabase database, ArticleLinker linker)
{
    /// <summary>The number of articles in one transaction. Other writers wait until the transaction ends.</summary>
    private const int BatchSize = 200;

    private const string NextBatch = "select id from article where id > $1 order by id limit $2";

    private readonly CommandRunner _runner = new(database);

    /// <summary>Links all articles. If an earlier run was stopped, links only the articles that the earlier run has not reached.</summary>
    /// <returns>One pair for each batch: the number of articles that were read, and the number of articles that changed.</returns>
    public async IAsyncEnumerable<(int Read, int Changed)> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await RunBatchAsync(cancellationToken) is { Read: > 0 } batch)
        {
            yield return batch;
        }
    }

    private async Task<(int Read, int Changed)> RunBatchAsync(CancellationToken cancellationToken)
    {
        var result = await _runner.RunOrThrowAsync<(int, int)>(
            async connection =>
            {
                // Only one batch is linked at a time in all processes. Lock the tree before the rows, as every writer of articles does.
                await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtext('newsapi relink'))", cancellationToken);
                await TreeLock.ShareAsync(connection, cancellationToken);
                var ids = await NextIdsAsync(connection, await ReadProgressAsync(connection, cancellationToken), cancellationToken);
                var changes = await LinkAsync(connection, ids, cancellationToken);
                var log = await ArticleWriter.WriteMentionsAsync(connection, changes, cancellationToken);
                await WriteProgressAsync(connection, ids, cancellationToken);
                return new PendingResult<(int, int)>.Changed((ids.Length, changes.Count), log);
            },
            cancellationToken);
        return result is CommandResult<(int, int)>.Committed committed
            ? committed.Value
            : throw new InvalidOperationException("A batch is committed or throws.");
    }

    private async Task<List<(Article Before, Article After)>> LinkAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var stored = await ArticleStore.LockAsync(connection, ids, cancellationToken);
        var removed = await ArticleLinker.ReadRemovedAsync(connection, ids, cancellationToken);
        Article[] articles = [.. stored.Values.OrderBy(a => a.Id)];
        var linked = await linker.LinkAsync(
            connection, [.. articles.Select(a => MentionLinks.InputOf(a, a, removed[a.Id]))], traced: false, cancellationToken);
        var changes = new List<(Article, Article)>();
        foreach (var (article, links) in articles.Zip(linked))
        {
            var after = article.Copy();
            MentionLinks.Apply(after, links);
            if (!MentionLinks.AreSame(article.Mentions, after.Mentions))
            {
                changes.Add((article, after));
            }
        }

        return changes;
    }

    private static async Task<long[]> NextIdsAsync(NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NextBatch, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchSize });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    private static async Task<long> ReadProgressAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select after_id from relinking", connection);
        return (long?)await command.ExecuteScalarAsync(cancellationToken) ?? 0;
    }

    private static async Task WriteProgressAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "delete from relinking", cancellationToken);
        if (ids.Length > 0)
        {
            await using var command = new NpgsqlCommand("insert into relinking (after_id) values ($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ids[^1] });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
