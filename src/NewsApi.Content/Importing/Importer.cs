using System.Runtime.CompilerServices;
using NewsApi.Content.Database;
using NewsApi.Content.Linking;

namespace NewsApi.Content.Importing;

/// <summary>
/// Imports items of feeds and entries of gazetteers by the rules of <see cref="ImportRules"/>, one transaction a batch. Importing the same
/// items again changes nothing, and any number of imports may run at once.
/// </summary>
/// <param name="linker">Links texts to the people, places and topics that they name; null if linking is switched off.</param>
public sealed class Importer(NewsDatabase database, ArticleLinker? linker = null)
{
    /// <summary>If an import makes at least this many changes, the planner's statistics of the tables count as out of date.</summary>
    internal const int ManyChanges = 1000;

    /// <summary>
    /// Imports while the caller enumerates the outcomes. The outcomes are in the order of the items, with one exception. If the parent of a
    /// gazetteer entry comes later than the entry, the outcome of the entry is at the end.
    /// </summary>
    /// <exception cref="ImportStoppedException">
    /// The import cannot continue, and the reason is not an item. The enumeration throws this.
    /// </exception>
    public async IAsyncEnumerable<ItemOutcome> ImportAsync(
        IAsyncEnumerable<Incoming> items, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new ImportRun(database, options, linker);

        // 1. Other threads read and sanitise items, and compute their digests, a few batches ahead at most. Another connection computes
        // the words of their texts.
        using var searches = new GivenSearchReader(database, options);
        await foreach (var batch in PreparedBatches.Of(items, options, searches.AddAsync, cancellationToken))
        {
            // 2. Each batch is one transaction. If PostgreSQL rejects an item, the batch is divided into smaller ones.
            foreach (var outcome in await run.ImportAsync(batch, cancellationToken))
            {
                ImportMetrics.Count(outcome, options);
                yield return outcome;
            }
        }

        // 3. Set the parents that came later than the entries that name them.
        foreach (var open in run.Memory.OpenParents.Chunk(options.BatchSize))
        {
            foreach (var outcome in await run.CloseParentsAsync(open, cancellationToken))
            {
                ImportMetrics.Count(outcome, options);
                yield return outcome;
            }
        }

        // 4. Update the planner's statistics. Until autovacuum does it, which may take minutes, the planner would take the tables for
        // almost empty.
        if (run.Changes >= ManyChanges)
        {
            await run.AnalyzeAsync(cancellationToken);
        }
    }
}
