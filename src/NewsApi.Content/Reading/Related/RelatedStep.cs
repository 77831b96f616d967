using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// Reads one relation for all rows of a level (<see cref="RelatedReader"/>), or several relations that share a statement.
/// </summary>
internal abstract class RelatedStep
{
    public abstract IReadOnlyList<Statement> Statements { get; }

    /// <summary>
    /// Takes the numbers of articles from memory, after the statements have run. Returns a statement that must then run too, if a number is
    /// not in memory after all.
    /// </summary>
    /// <param name="wire">The head of the change log in the snapshot.</param>
    public virtual Task<Statement?> FindCountsAsync(WireCursor wire, CancellationToken cancellationToken) =>
        Task.FromResult<Statement?>(null);

    /// <summary>
    /// Attaches the related rows to the rows of the level, and returns the related rows, grouped by their selection. This method is called
    /// after the statements have run.
    /// </summary>
    /// <param name="wire">The head of the change log in the snapshot.</param>
    public abstract IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire);

    protected static long[] GetIds(IEnumerable<Row> rows) => [.. rows.Select(r => r.Id).Distinct()];
}
