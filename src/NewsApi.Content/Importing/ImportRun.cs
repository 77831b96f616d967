using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>One import: runs its batches, each in a transaction of its own, and remembers across them what it has met.</summary>
/// <param name="linker">Null where linking is off.</param>
internal sealed class ImportRun(NpgsqlDataSource database, ImportOptions options, ArticleLinker? linker)
{
    // One batch at a time, over all processes. Two imports of the same items would each create them, and then each fail on the other's;
    // they would wait for each other at the head of the log anyway. PostgreSQL grants the lock in the order of arrival.
    private const string OneImportAtATime = "select pg_advisory_xact_lock(hashtext('newsapi import'))";

    private readonly CommandRunner _runner = new(database);
    private readonly SlugAllocator _slugs = new();

    public ImportMemory Memory { get; } = new();

    /// <summary>How many articles and entities were created or changed.</summary>
    public long Changes { get; private set; }

    /// <summary>Imports a batch. Where the database refuses one of its items, the others are imported all the same.</summary>
    public async Task<IEnumerable<ItemOutcome>> ImportAsync(ArraySegment<PreparedItem> items, CancellationToken cancellationToken)
    {
        try
        {
            var movesParents = items.Any(i => i.Item is IncomingEntity);
            return await RunAsync(batch => FillAsync(batch, items, cancellationToken), movesParents, cancellationToken);
        }
        catch (PostgresException refusal) when (BatchFailure.IsItemsFault(refusal))
        {
            if (items.Count == 1)
            {
                return [Refused(items[0], BatchFailure.Reason(refusal))];
            }
        }

        // Halves find the refused item in a few attempts, and the others are imported by then.
        var half = items.Count / 2;
        var first = await ImportAsync(items[..half], cancellationToken);
        return first.Concat(await ImportAsync(items[half..], cancellationToken));
    }

    /// <summary>Puts entities under parents that were not known when their batch was written.</summary>
    public Task<ItemOutcome[]> CloseParentsAsync(OpenParent[] open, CancellationToken cancellationToken) =>
        RunAsync(batch => EntityTree.CloseAsync(batch, Memory, open, cancellationToken), movesParents: true, cancellationToken);

    /// <summary>Updates the planner's statistics of the tables, unless another session is doing it.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("analyze (skip_locked) article, mention, entity");
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // Everything is imported. A throw would report the import as stopped for what autovacuum will do anyway.
        }
    }

    private async Task<T> RunAsync<T>(Func<BatchChanges, Task<T>> fill, bool movesParents, CancellationToken cancellationToken)
    {
        try
        {
            return options.DryRun ? await PreviewAsync(fill, cancellationToken) : await CommitAsync(fill, movesParents, cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException
            && !(failure is PostgresException refusal && BatchFailure.IsItemsFault(refusal)))
        {
            throw new ImportStoppedException(
                $"The import stopped: {failure.Message} Everything committed so far stays. Run the same import again when the cause is fixed.",
                failure);
        }
    }

    /// <param name="movesParents">True where the batch may change the tree of places and topics.</param>
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

                // Committed even without a row of the log: the documents of unchanged items are kept.
                return new PendingResult<(BatchChanges, T)>.Changed((batch, value), batch.Log);
            },
            cancellationToken);
        var (batch, outcome) = result is CommandResult<(BatchChanges Batch, T Value)>.Committed committed
            ? committed.Value
            : throw new InvalidOperationException("A batch is committed or throws.");
        batch.OnCommitted?.Invoke();
        Changes += batch.Log.Count;
        return outcome;
    }

    /// <summary>A dry run of a batch, in a read-only snapshot.</summary>
    private async Task<T> PreviewAsync<T>(Func<BatchChanges, Task<T>> fill, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
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
        // Gazetteer entries first, so that the batch's items find them.
        var entities = new EntityBatch(batch, _slugs, Memory);
        var articles = new ArticleBatch(batch, _slugs, Memory, linker);
        var outcomes = items.Select(i => i.Problem is { } problem ? Refused(i, problem) : null).ToArray();
        await FillAsync<IncomingEntity>(entities.RunAsync);
        await FillAsync<IncomingArticle>(async (some, token) => await articles.RunAsync(some, token));
        batch.OnCommitted = () =>
        {
            entities.Remember();
            articles.Remember();
        };
        return [.. outcomes.OfType<ItemOutcome>()];

        async Task FillAsync<TItem>(Func<IReadOnlyList<PreparedItem>, CancellationToken, Task<ItemOutcome?[]>> run)
        {
            int[] some = [.. Enumerable.Range(0, items.Count).Where(i => items[i].Problem is null && items[i].Item is TItem)];
            if (some.Length > 0)
            {
                foreach (var (i, outcome) in some.Zip(await run([.. some.Select(i => items[i])], cancellationToken)))
                {
                    outcomes[i] = outcome;
                }
            }
        }
    }

    private static ItemOutcome Refused(PreparedItem item, string reason) =>
        new(item.Item.Origin, item.Subject, ItemResult.Refused) { Reason = reason, Warnings = item.Item.Warnings };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
