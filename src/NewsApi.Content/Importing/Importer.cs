using System.Runtime.CompilerServices;
using NewsApi.Content.Database;
using NewsApi.Content.Linking;

namespace NewsApi.Content.Importing;

/// <summary>
/// Imports items of feeds and entries of gazetteers by the rules of <see cref="ImportRules"/>, one transaction a batch. Importing the same
/// items again changes nothing, and any number of imports may run at once.
/// </summary>
/// <param name="linker">Links the texts to what they name; null where linking is off.</param>
public sealed class Importer(NewsDatabase database, ArticleLinker? linker = null)
{
    /// <summary>The number of changes from which on the planner's statistics of the tables are taken to be out of date.</summary>
    internal const int ManyChanges = 1000;

    /// <summary>
    /// Imports while the outcomes are enumerated. The outcomes come in the order of the items, but for gazetteer entries whose parent comes
    /// later: those come at the end.
    /// </summary>
    /// <exception cref="ImportStoppedException">Thrown by the enumeration: the import cannot continue, and no item is the
    /// reason.</exception>
    public async IAsyncEnumerable<ItemOutcome> ImportAsync(
        IAsyncEnumerable<Incoming> items, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new ImportRun(database.Source, options, linker);

        // 1. Other threads read, sanitise and digest items, a few batches ahead at most.
        await foreach (var batch in PreparedBatches.Of(items, options, cancellationToken))
        {
            // 2. One transaction a batch; a smaller one where the database refuses one of its items.
            foreach (var outcome in await run.ImportAsync(batch, cancellationToken))
            {
                yield return outcome;
            }
        }

        // 3. Parents that came later than the entries that name them.
        foreach (var open in run.Memory.OpenParents.Chunk(options.BatchSize))
        {
            foreach (var outcome in await run.CloseParentsAsync(open, cancellationToken))
            {
                yield return outcome;
            }
        }

        // 4. Until autovacuum runs, which may take minutes, the planner would take the tables for almost empty.
        if (run.Changes >= ManyChanges)
        {
            await run.AnalyzeAsync(cancellationToken);
        }
    }
}
