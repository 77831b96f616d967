using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Memory;

/// <summary>
/// Attaches people, places and topics to articles from memory. The statement of the list then reads only their ids, and the list needs one
/// round trip instead of two.
/// </summary>
internal static class MentionedInMemory
{
    /// <summary>
    /// Attaches the entities to the rows of lists that have the ids (<see cref="ListQuery.WithMentionedIds"/>). Returns false if not all
    /// are in memory as the snapshot has them; then rows may have some of their related rows.
    /// </summary>
    public static bool TryAttach(
        EntityMemory memory, IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> level, SnapshotConnection snapshot)
    {
        // Goes on after a failure, so that all that is missing is loaded together.
        var isComplete = true;
        foreach (var (selection, rows) in level.Where(l => l.Rows.Count > 0))
        {
            if (selection.MentionedIds is { } ids)
            {
                isComplete &= memory.Reaches(snapshot.Cursor) && TryAttach(memory, selection, ids, rows, snapshot);
            }
        }

        return isComplete;
    }

    private static bool TryAttach(
        EntityMemory memory, Selection selection, Field idsField, IReadOnlyList<Row> rows, SnapshotConnection snapshot)
    {
        var (isComplete, shown) = (true, new HashSet<long>());
        foreach (var row in rows)
        {
            var ids = (long[])row[idsField]!; // Not null: the SQL makes an array.
            var found = Array.ConvertAll(ids, id => memory.Find(id, snapshot.Cursor));
            if (Array.Exists(found, f => f is null))
            {
                isComplete = false;
                continue;
            }

            foreach (var read in selection.Related)
            {
                var (kind, fields) = (read.Relation.To.EntityKind, read.Selection.Columns);
                var related = new List<Row>();
                for (var i = 0; i < ids.Length; i++)
                {
                    if (found[i] is { } entity && entity.Kind == kind)
                    {
                        related.Add(entity.ToRow(fields));
                        shown.Add(ids[i]);
                    }
                }

                row.SetRelated(read.Key, related);
            }
        }

        if (isComplete)
        {
            memory.CountHit();
            snapshot.Reads.Add(() => [new ReadPart.Articles([.. rows.Select(r => r.Id)]), new ReadPart.Entities(shown)]);
        }

        return isComplete;
    }
}
