using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// Reads along what a selection wants of its rows: level by level, one statement for all rows of a level however many they
/// are, and one round trip a level.
/// </summary>
internal sealed class RelatedReader(NewsSnapshot snapshot)
{
    /// <summary>Reads everything below those rows; rows of one selection stand together.</summary>
    public async Task ReadAsync(IReadOnlyList<(Selection Selection, IReadOnlyList<Row> Rows)> level, CancellationToken cancellationToken)
    {
        while (level.Any(l => l.Selection.Related.Count > 0))
        {
            var steps = new List<RelatedStep>();
            foreach (var (selection, rows) in level.Where(l => l.Rows.Count > 0))
            {
                steps.AddRange(await StepsForAsync(selection, rows, cancellationToken));
            }

            var last = level.All(l => Levels(l.Selection) <= 1);
            await snapshot.RunAsync([.. steps.SelectMany(s => s.Statements)], last, cancellationToken);
            level = [.. steps.SelectMany(s => s.Finish())];
        }
    }

    /// <summary>How many levels there are below a selection. A mention and what it is of are one.</summary>
    private static int Levels(Selection selection) => selection.Related
        .SelectMany(r => r.Relation == Relation.Mentions ? r.Selection.Related.SelectMany(of => of.Selections) : r.Selections)
        .Select(Levels).Append(selection.Related.Count > 0 ? 0 : -1).Max() + 1;

    private async Task<List<RelatedStep>> StepsForAsync(Selection selection, IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        var steps = new List<RelatedStep>();

        // People, places, topics and mentions come out of the same two tables, so they are one statement together.
        RelatedRead[] mentioned = [.. selection.Related.Where(r => r.Relation.From == ContentTable.Article && r.Relation.To != ContentTable.Version)];
        if (mentioned.Length > 0)
        {
            steps.Add(new MentionedStep(mentioned, rows));
        }

        foreach (var related in selection.Related.Except(mentioned))
        {
            steps.Add(related.Relation.Name switch
            {
                "articles" => new PagesStep(related, await snapshot.PlanAsync(related.List!, nested: true, cancellationToken), rows, snapshot),
                "parent" => new ParentStep(related, rows, snapshot.Visibility),
                "children" => new ChildrenStep(related, rows, snapshot.Visibility),
                "versions" => new VersionsStep(related, rows, snapshot.Visibility),
                _ => throw new InvalidOperationException($"Nothing reads {related.Relation.From.Name}.{related.Relation.Name}."),
            });
        }

        return steps;
    }
}
