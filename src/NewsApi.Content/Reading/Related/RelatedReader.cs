using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// Reads the related rows of selections, level by level. For example, the articles of a page are one level, and the topics of these
/// articles are part of the next level. Each level takes one round trip. In a level, each relation takes one statement for all rows.
/// </summary>
/// <param name="counts">The source of total counts; null to count without the memory.</param>
internal sealed class RelatedReader(SnapshotConnection connection, Visibility visibility, CountSource? counts)
{
    /// <summary>
    /// Reads every level below the rows. Returns false if a number of articles was missing in memory and the snapshot has ended.
    /// </summary>
    /// <param name="level">The rows, grouped by their selection.</param>
    public async Task<bool> ReadAsync(
        IReadOnlyList<(Selection Selection, IReadOnlyList<Row> Rows)> level, CancellationToken cancellationToken)
    {
        while (level.Any(l => l.Selection.Related.Count > 0))
        {
            var steps = new List<RelatedStep>();
            foreach (var (selection, rows) in level.Where(l => l.Rows.Count > 0))
            {
                await AddStepsAsync(steps, selection, rows, cancellationToken);
            }

            var last = level.All(l => CountLevels(l.Selection) <= 1);
            await connection.RunAsync([.. steps.SelectMany(s => s.Statements)], last, cancellationToken);
            if (!await connection.RunMissingAsync(
                steps.Select(s => s.FindCountsAsync(connection.Cursor, cancellationToken)), cancellationToken))
            {
                return false;
            }

            level = [.. steps.SelectMany(s => s.Attach(connection.Cursor))];
        }

        return true;
    }

    /// <summary>Returns how many levels are below a selection. A mention and its entity are one level.</summary>
    private static int CountLevels(Selection selection) => selection.Related
        .SelectMany(r => r.Relation.Kind == RelationKind.Mentions ? r.Selection.Related.SelectMany(of => of.Selections) : r.Selections)
        .Select(CountLevels).Append(selection.Related.Count > 0 ? 0 : -1).Max() + 1;

    private async Task AddStepsAsync(
        List<RelatedStep> steps, Selection selection, IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        // People, places, topics and mentions come from the same two tables, so they share one statement.
        RelatedRead[] mentioned = [.. selection.Related.Where(r => r.Relation.Kind is RelationKind.Entities or RelationKind.Mentions)];
        if (mentioned.Length > 0)
        {
            steps.Add(new MentionedStep(mentioned, rows));
        }

        foreach (var related in selection.Related.Except(mentioned))
        {
            steps.Add(related.Relation.Kind switch
            {
                RelationKind.Articles => new PagesStep(related, await PlanAsync(related, cancellationToken), rows, visibility, counts),
                RelationKind.Parent => new ParentStep(related, rows, visibility),
                RelationKind.Children => new ChildrenStep(related, rows, visibility),
                RelationKind.Versions => new VersionsStep(related, rows, visibility),
                RelationKind.Similar => new SimilarStep(related, rows),
                _ => throw new InvalidOperationException($"No step reads {related.Relation}."),
            });
        }
    }

    private ValueTask<ListPlan> PlanAsync(RelatedRead related, CancellationToken cancellationToken) => ListPlan.CreateAsync(
        related.List ?? throw new InvalidOperationException($"{related.Relation} is read without a list."),
        nested: true,
        visibility,
        statement => connection.RunAsync([statement], last: false, cancellationToken));
}
