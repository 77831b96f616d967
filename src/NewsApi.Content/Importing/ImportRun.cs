using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>One import: runs its batches, each in a transaction of its own, and keeps the memory that they share.</summary>
/// <param name="linker">Links texts to entities; null if linking is switched off.</param>
internal sealed class ImportRun(NewsDatabase database, ImportOptions options, ArticleLinker? linker)
{
    // One batch at a time runs in all processes. Otherwise two imports of the same items would each create them, and then violate each
    // other's keys. They would wait for each other at the head of the log anyway. PostgreSQL grants the lock in the order of arrival.
    private const string OneImportAtATime = "select pg_advisory_xact_lock(hashtext('newsapi import'))";

    private readonly CommandRunner _runner = new(database);
    private readonly SlugAllocator _slugs = new();

    public ImportMemory Memory { get; } = new();

    /// <summary>The position in the log after the last committed batch; null before it, and in a dry run.</summary>
    private WireCursor? _cursor;

    /// <summary>The number of articles and entities that were created or changed.</summary>
    public long Changes { get; private set; }

    /// <summary>Imports a batch. If PostgreSQL rejects one of its items, the other items are imported nevertheless.</summary>
    public async Task<IEnumerable<ItemOutcome>> ImportAsync(ArraySegment<PreparedItem> items, CancellationToken cancellationToken)
    {
        try
        {
            var movesParents = items.Any(i => i.Item is IncomingEntity or IncomingArticle { Exported: not null });
            var outcomes = await RunAsync(batch => FillAsync(batch, items, cancellationToken), movesParents, cancellationToken);
            return outcomes.Select(o => o.Result == ItemResult.Rejected ? o : o with { Cursor = _cursor });
        }
        catch (PostgresException rejection) when (BatchFailure.IsItemsFault(rejection))
        {
            if (items.Count == 1)
            {
                return [Rejected(items[0], BatchFailure.Reason(rejection))];
            }
        }

        // Each half is imported on its own. This finds the rejected item in a few attempts, and imports the other items meanwhile.
        var half = items.Count / 2;
        var first = await ImportAsync(items[..half], cancellationToken);
        return first.Concat(await ImportAsync(items[half..], cancellationToken));
    }

    /// <summary>Moves entities below parents that were not known when their batch was written.</summary>
    public Task<ItemOutcome[]> CloseParentsAsync(OpenParent[] open, CancellationToken cancellationToken) =>
        RunAsync(batch => EntityTree.CloseAsync(batch, Memory, open, cancellationToken), movesParents: true, cancellationToken);

    /// <summary>
    /// Updates the planner's statistics of the tables of articles, mentions and entities. Leaves out a table that another session has
    /// locked.
    /// </summary>
    public async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.Source.CreateCommand("analyze (skip_locked) article, mention, entity");
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // Everything is imported. An exception would report that the import stopped, but autovacuum will do this anyway.
        }
    }

    private async Task<T> RunAsync<T>(Func<BatchChanges, Task<T>> fill, bool movesParents, CancellationToken cancellationToken)
    {
        try
        {
            return options.DryRun ? await PreviewAsync(fill, cancellationToken) : await CommitAsync(fill, movesParents, cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or CommitOutcomeUnknownException
            && !(failure is PostgresException rejection && BatchFailure.IsItemsFault(rejection)))
        {
            var outage = DatabaseFailure.Find(failure);
            throw new ImportStoppedException(
                $"The import stopped. {(outage is null ? failure.Message : $"{outage.Description}. {outage.Remedy}")} "
                + "Everything committed so far stays. Run the same import again when the cause is fixed.",
                failure)
            {
                Outage = outage,
            };
        }
    }

    /// <param name="movesParents">
    /// True if the batch may change the tree of places and topics, or keeps the ids of an export. No other writer of content then runs.
    /// </param>
    private async Task<T> CommitAsync<T>(Func<BatchChanges, Task<T>> fill, bool movesParents, CancellationToken cancellationToken)
    {
        var result = await _runner.RunOrThrowAsync<(BatchChanges Batch, T Value)>(
            async connection =>
            {
                await ExecuteAsync(connection, OneImportAtATime, cancellationToken);
                await (movesParents
                    ? TreeLock.HoldAsync(connection, cancellationToken)
                    : TreeLock.ShareAsync(connection, cancellationToken));
                var batch = new BatchChanges(connection, Writes: true, Memory);
                await batch.ReadClockAsync(cancellationToken);
                var value = await fill(batch);

                // The transaction is committed even without a row of the log, because the documents of unchanged items are kept.
                return new PendingResult<(BatchChanges, T)>.Changed((batch, value), batch.Log);
            },
            cancellationToken);
        if (result is not CommandResult<(BatchChanges Batch, T Value)>.Committed { Value: var (batch, outcome) } committed)
        {
            throw new InvalidOperationException("A batch is committed or throws.");
        }

        _cursor = committed.Cursor;
        batch.OnCommitted?.Invoke();
        Changes += batch.Log.Count;
        return outcome;
    }

    /// <summary>Runs a batch in a read-only snapshot and writes nothing.</summary>
    private async Task<T> PreviewAsync<T>(Func<BatchChanges, Task<T>> fill, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(database.Source, cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(connection, "set transaction read only", cancellationToken);
        var batch = new BatchChanges(connection, Writes: false, Memory);
        await batch.ReadClockAsync(cancellationToken);
        var result = await fill(batch);
        batch.OnCommitted?.Invoke();
        return result;
    }

    private async Task<ItemOutcome[]> FillAsync(BatchChanges batch, ArraySegment<PreparedItem> items, CancellationToken cancellationToken)
    {
        // Gazetteer entries are imported first, so that the items of the batch find them.
        var exportedEntities = new ExportedEntityBatch(batch, _slugs, Memory);
        var entities = new EntityBatch(batch, _slugs, Memory);
        var exportedArticles = new ExportedArticleBatch(batch, _slugs);
        var articles = new ArticleBatch(batch, _slugs, Memory, linker);
        var outcomes = items.Select(i => i.Problem is { } problem ? Rejected(i, problem) : null).ToArray();
        await FillAsync(
            i => i is IncomingEntity { Exported: not null }, async (some, token) => await exportedEntities.RunAsync(some, token));
        await FillAsync(i => i is IncomingEntity { Exported: null }, entities.RunAsync);
        await FillAsync(
            i => i is IncomingArticle { Exported: not null }, async (some, token) => await exportedArticles.RunAsync(some, token));
        await FillAsync(i => i is IncomingArticle { Exported: null }, async (some, token) => await articles.RunAsync(some, token));
        batch.OnCommitted = () =>
        {
            exportedEntities.Remember();
            entities.Remember();
            articles.Remember();
        };
        return [.. outcomes.OfType<ItemOutcome>()];

        async Task FillAsync(
            Func<Incoming, bool> belongs, Func<IReadOnlyList<PreparedItem>, CancellationToken, Task<ItemOutcome?[]>> run)
        {
            int[] some = [.. Enumerable.Range(0, items.Count).Where(i => items[i].Problem is null && belongs(items[i].Item))];
            if (some.Length > 0)
            {
                foreach (var (i, outcome) in some.Zip(await run([.. some.Select(i => items[i])], cancellationToken)))
                {
                    outcomes[i] = outcome;
                }
            }
        }
    }

    private static ItemOutcome Rejected(PreparedItem item, string reason) =>
        new(item.Item.Origin, item.Subject, ItemResult.Rejected) { Reason = reason, Warnings = item.Item.Warnings };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
