using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Reading.Related;

/// <summary>One relation, or several that share a statement, for all rows of a level.</summary>
internal abstract class RelatedStep
{
    public abstract IReadOnlyList<Statement> Statements { get; }

    /// <summary>Hands what was read to the rows; returns the rows of the next level by their selection.</summary>
    public abstract IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish();

    protected static long[] Ids(IEnumerable<Row> rows) => [.. rows.Select(r => r.Id).Distinct()];
}
