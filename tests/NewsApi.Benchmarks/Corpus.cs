using System.Diagnostics;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>Fills a database with a corpus, by the importer's own COPY, or finds it filled.</summary>
internal static class Corpus
{
    private const int BatchSize = 5_000;

    private static readonly BulkWriter<Entity> EntityRows = new();
    private static readonly BulkWriter<Article> ArticleRows = new();
    private static readonly BulkWriter<Mention> MentionRows = new();

    /// <returns>What was done, for the report.</returns>
    /// <exception cref="InvalidOperationException">The database holds something that is not ours to overwrite.</exception>
    public static async Task<string> LoadAsync(NewsDatabase database, int articles, CancellationToken cancellationToken)
    {
        var script = CsvCorpus.FindScript();
        var marker = $"{articles} articles of {(script is null ? nameof(MadeCorpus) : nameof(CsvCorpus))}";
        var found = await MarkerAsync(database.Source, cancellationToken);
        if (found == marker && (await database.PendingMigrationsAsync(cancellationToken)).Count == 0)
        {
            await database.MigrateAsync(cancellationToken);
            return $"{marker}, loaded by an earlier run";
        }

        await ClearAsync(database.Source, found is not null, cancellationToken);

        // First of all, so that a database left half-filled is known for ours by the next run.
        await RunAsync(database.Source, "create schema benchmark; create table benchmark.corpus as select 'unfinished'::text as marker",
            cancellationToken);
        await database.MigrateAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("newsapi-corpus-").FullName;
        try
        {
            var corpus = await MakeAsync(script, folder, articles, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var mentions = await CopyAsync(database.Source, corpus, cancellationToken);
            var copied = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await RunAsync(database.Source, "vacuum analyze", cancellationToken);
            var vacuumed = Stopwatch.GetElapsedTime(started).TotalSeconds - copied;
            await RunAsync(database.Source, $"update benchmark.corpus set marker = '{marker}'", cancellationToken);
            return $"{marker} ({corpus.Name}), {mentions} mentions, by COPY in {copied:0.0} s = {articles / copied:0} articles/s; vacuum analyze {vacuumed:0.0} s";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ICorpus> MakeAsync(string? script, string folder, int articles, CancellationToken cancellationToken)
    {
        // The first of the month, so that all of it is public whatever the day is.
        var now = TimeProvider.System.GetUtcNow();
        var end = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (script is null)
        {
            return new MadeCorpus(articles, end);
        }

        return await CsvCorpus.MakeAsync(script, folder, articles, end, cancellationToken) is { } error
            ? throw new InvalidOperationException($"{script} failed: {error}")
            : new CsvCorpus(folder);
    }

    private static async Task<long> CopyAsync(NpgsqlDataSource source, ICorpus corpus, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await EntityRows.InsertAsync(connection, [.. corpus.Entities()], cancellationToken);
        var mentions = 0L;
        foreach (var batch in corpus.Articles().Chunk(BatchSize))
        {
            // The log must not announce them as news.
            Array.ForEach(batch, a => a.IsPublicInLog = true);
            await ArticleNames.SetAsync(connection, batch, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ArticleRows.InsertAsync(connection, batch, cancellationToken);
            Mention[] named = [.. batch.SelectMany(a => a.Mentions)];
            await MentionRows.InsertAsync(connection, named, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            mentions += named.Length;
        }

        foreach (var table in (string[])["article", "entity"])
        {
            await RunAsync(source, $"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))",
                cancellationToken);
        }

        // Otherwise the service would compare the names of all articles in the background, while it is measured.
        await RunAsync(source, "update name_refresh set epoch = head.epoch, position = head.position from wire_head head", cancellationToken);
        return mentions;
    }

    private static async Task<string?> MarkerAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var exists = source.CreateCommand("select to_regclass('benchmark.corpus') is not null");
        if (await exists.ExecuteScalarAsync(cancellationToken) is false)
        {
            return null;
        }

        await using var marker = source.CreateCommand("select marker from benchmark.corpus");
        return (string?)await marker.ExecuteScalarAsync(cancellationToken);
    }

    // Only what an earlier run made is thrown away; a database of anybody else's is rejected, not emptied.
    private static async Task ClearAsync(NpgsqlDataSource source, bool ours, CancellationToken cancellationToken)
    {
        if (ours)
        {
            await RunAsync(source, "drop schema benchmark cascade; drop schema public cascade; create schema public", cancellationToken);
            return;
        }

        await using var tables = source.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");
        if (await tables.ExecuteScalarAsync(cancellationToken) is not 0L)
        {
            throw new InvalidOperationException(
                $"The database holds tables that no benchmark made. Name an empty one in {RunOptions.DatabaseVariable}, or none for a private one.");
        }
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
