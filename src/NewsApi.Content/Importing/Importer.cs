using System.Runtime.CompilerServices;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Brings items into the database: what a feed or a gazetteer says, by the rules of <see cref="ImportRules"/>, a transaction a
/// batch. The same items twice change nothing, and any number of imports may run at once.
/// </summary>
public sealed class Importer(NewsDatabase database)
{
    // One import's batch at a time, whichever process it is in. Two that bring the same items would each make them, and then
    // each fail on the other's; they would wait for each other at the head of the log anyway. Waiting is in order of arrival.
    private const string Turn = "select pg_advisory_xact_lock(hashtext('newsapi import'))";

    /// <summary>From so many changes on, what the planner knows of the tables is taken to be out of date.</summary>
    internal const int ManyChanges = 1000;

    /// <summary>
    /// Imports as the outcomes are asked for. An entry of a gazetteer whose parent comes later has its outcome at the end, the
    /// others in order.
    /// </summary>
    /// <exception cref="ImportStoppedException">Thrown by the enumeration: it could not go on, for a reason that is no item's.</exception>
    public async IAsyncEnumerable<ItemOutcome> ImportAsync(
        IAsyncEnumerable<Incoming> items, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new Run(database.Source, options);

        // 1. Reading, sanitising and digesting go ahead on other threads, a few batches at most.
        await foreach (var batch in PreparedBatches.Of(items, options, cancellationToken))
        {
            // 2. A transaction for each batch; less than that where the database refuses one of its items.
            foreach (var outcome in await run.WriteAsync(batch, cancellationToken))
            {
                yield return outcome;
            }
        }

        // 3. Parents that were named before they came.
        foreach (var open in run.Memory.OpenParents.Chunk(options.BatchSize))
        {
            foreach (var outcome in await run.TryAsync(batch => EntityTree.CloseAsync(batch, run.Memory, open, cancellationToken), movesParents: true, cancellationToken))
            {
                yield return outcome;
            }
        }

        // 4. Until autovacuum has looked, which may take minutes, the planner would take the tables for as good as empty.
        if (run.Changes >= ManyChanges)
        {
            await run.AnalyzeAsync(cancellationToken);
        }
    }

    private sealed class Run(NpgsqlDataSource source, ImportOptions options)
    {
        private readonly SlugAllocator _slugs = new();

        public ImportMemory Memory { get; } = new();

        /// <summary>How many articles and entities were made or changed.</summary>
        public long Changes { get; private set; }

        /// <summary>Lets the planner look at the tables, unless somebody else is at it.</summary>
        public async Task AnalyzeAsync(CancellationToken cancellationToken)
        {
            try
            {
                await using var command = source.CreateCommand("analyze (skip_locked) article, mention, entity");
                command.CommandTimeout = 0;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (NpgsqlException)
            {
                // Everything is in; a throw would call the import stopped for what autovacuum makes good.
            }
        }

        public async Task<IEnumerable<ItemOutcome>> WriteAsync(ArraySegment<PreparedItem> items, CancellationToken cancellationToken)
        {
            try
            {
                var movesParents = items.Any(i => i.Item is IncomingEntity);
                return await TryAsync(batch => FillAsync(batch, items, cancellationToken), movesParents, cancellationToken);
            }
            catch (PostgresException refusal) when (BatchFailure.IsAnItems(refusal))
            {
                if (items.Count == 1)
                {
                    return [Refused(items[0], BatchFailure.Reason(refusal))];
                }
            }

            // One of them is to blame. Halves find it in a few tries, and the others are in by then.
            var half = items.Count / 2;
            var first = await WriteAsync(items[..half], cancellationToken);
            return first.Concat(await WriteAsync(items[half..], cancellationToken));
        }

        /// <summary>Runs a batch in a transaction of its own, again where another writer was in the way.</summary>
        /// <param name="movesParents">True where the batch may change what lies within what.</param>
        public async Task<T> TryAsync<T>(Func<BatchChanges, Task<T>> fill, bool movesParents, CancellationToken cancellationToken)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return options.DryRun ? await LookAsync(fill, cancellationToken) : await CommitAsync(fill, movesParents, cancellationToken);
                }
                catch (PostgresException inTheWay) when (WriteTransaction.IsTransient(inTheWay) && attempt < options.Attempts)
                {
                    // The transaction is gone and with it every lock, so the other has its way; then everything is read anew.
                }
                catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException
                    && !(failure is PostgresException refusal && BatchFailure.IsAnItems(refusal)))
                {
                    throw new ImportStoppedException(
                        $"The import stopped: {failure.Message} What was committed stays; run the same import again once that is mended.", failure);
                }
            }
        }

        private static ItemOutcome Refused(PreparedItem item, string reason) =>
            new(item.Item.Origin, item.Subject, ItemResult.Refused) { Reason = reason, Warnings = item.Item.Warnings };

        private async Task<ItemOutcome[]> FillAsync(BatchChanges batch, ArraySegment<PreparedItem> items, CancellationToken cancellationToken)
        {
            // Gazetteer entries first, so that the items of the batch find them.
            var entities = new EntityBatch(batch, _slugs, Memory);
            var articles = new ArticleBatch(batch, _slugs, Memory);
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

        private async Task<T> CommitAsync<T>(Func<BatchChanges, Task<T>> fill, bool movesParents, CancellationToken cancellationToken)
        {
            await using var transaction = await WriteTransaction.BeginAsync(source, cancellationToken);
            await ExecuteAsync(transaction.Connection, Turn, cancellationToken);
            await (movesParents
                ? TreeLock.HoldAsync(transaction.Connection, cancellationToken)
                : TreeLock.ShareAsync(transaction.Connection, cancellationToken));
            var batch = new BatchChanges(transaction.Connection, Writes: true, Memory);
            await batch.LookAtClockAsync(cancellationToken);
            var result = await fill(batch);
            if (batch.Log.Count > 0)
            {
                // Last: from here to the commit every other writer waits.
                await WireWriter.AppendAsync(transaction.Connection, batch.Log, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            batch.OnCommitted?.Invoke();
            Changes += batch.Log.Count;
            return result;
        }

        private async Task<T> LookAsync<T>(Func<BatchChanges, Task<T>> fill, CancellationToken cancellationToken)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            await ExecuteAsync(connection, "set transaction read only", cancellationToken);
            var batch = new BatchChanges(connection, Writes: false, Memory);
            await batch.LookAtClockAsync(cancellationToken);
            var result = await fill(batch);
            batch.OnCommitted?.Invoke();
            return result;
        }

        private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
